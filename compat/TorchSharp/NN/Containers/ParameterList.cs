using System.Collections;
using System.Globalization;

using TorchSharp.Modules;

using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>Parameters in a list, named "0", "1", ...</summary>
    public class ParameterList : Module, IList<Parameter>
    {
        readonly List<Parameter> _items;
        bool _isRegistered;

        public ParameterList(params Parameter[] parameters) : base(nameof(ParameterList)) => _items = [.. parameters];

        protected override void RegisterComponents()
        {
            if (_isRegistered) return;
            for (var i = 0; i < _items.Count; i++) register_parameter(i.ToString(CultureInfo.InvariantCulture), _items[i]);
            _isRegistered = true;
        }

        public override IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true) =>
            _items.Select((parameter, i) => (i.ToString(CultureInfo.InvariantCulture), parameter));

        // The list hands out its own items, so a move replaces them here.
        protected override void _toEpilog(torch.ScalarType? dtype, torch.Device? device, bool non_blocking)
        {
            RegisterComponents();
            base._toEpilog(dtype, device, non_blocking);
            for (var i = 0; i < _items.Count; i++) _items[i] = OwnParameter(i.ToString(CultureInfo.InvariantCulture))!;
        }

        public Parameter this[int index]
        {
            get => _items[index];
            set => _items[index] = value;
        }

        public int Count => _items.Count;
        public bool IsReadOnly => false;
        public void Add(Parameter item) => _items.Add(item);
        public void append(params Parameter[] parameters) => _items.AddRange(parameters);
        public void extend(IEnumerable<Parameter> parameters) => _items.AddRange(parameters);
        public void Insert(int index, Parameter item) => _items.Insert(index, item);
        public bool Remove(Parameter item) => _items.Remove(item);
        public void RemoveAt(int index) => _items.RemoveAt(index);
        public void Clear() => _items.Clear();
        public bool Contains(Parameter item) => _items.Contains(item);
        public int IndexOf(Parameter item) => _items.IndexOf(item);
        public void CopyTo(Parameter[] array, int arrayIndex) => _items.CopyTo(array, arrayIndex);
        public IEnumerator<Parameter> GetEnumerator() => _items.GetEnumerator();
        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static ParameterList ParameterList(params Parameter[] parameters) => new(parameters);
        }
    }
}
