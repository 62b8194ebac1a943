using System.Globalization;
using System.Runtime.CompilerServices;

using TorchSharp.Modules;

using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>Modules in a row, each fed with the output of the one before; the values in between are disposed.</summary>
    public class Sequential : Module<Tensor, Tensor>
    {
        readonly List<IModule<Tensor, Tensor>> _row = [];

        internal Sequential() : base(nameof(Sequential))
        {
        }

        protected Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules) : this()
        {
            foreach (var (name, module) in modules) append(name, module);
        }

        protected Sequential(params Module<Tensor, Tensor>[] modules) : this()
        {
            foreach (var module in modules) append(module);
        }

        public int Count => _row.Count;

        [IndexerName("SequentialItems")]
        public IModule<Tensor, Tensor> this[int index] => _row[index];

        public Sequential append(IModule<Tensor, Tensor> module) => append(_row.Count.ToString(CultureInfo.InvariantCulture), module);

        public Sequential append(string name, IModule<Tensor, Tensor> module)
        {
            register_module(name, (Module)module);
            _row.Add(module);
            return this;
        }

        public override Tensor forward(Tensor tensor)
        {
            if (_row.Count == 0) return tensor.alias();
            var value = _row[0].call(tensor);
            foreach (var module in _row.Skip(1))
            {
                var next = module.call(value);
                value.Dispose();
                value = next;
            }
            return value;
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Sequential Sequential() => new();

            public static Sequential Sequential(params Module<Tensor, Tensor>[] modules) => Sequential((IEnumerable<Module<Tensor, Tensor>>)modules);

            public static Sequential Sequential(IEnumerable<Module<Tensor, Tensor>> modules) =>
                modules.Aggregate(Sequential(), (row, module) => row.append(module));

            public static Sequential Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules) =>
                Sequential((IEnumerable<(string, Module<Tensor, Tensor>)>)modules);

            public static Sequential Sequential(IEnumerable<(string name, Module<Tensor, Tensor> submodule)> modules) =>
                modules.Aggregate(Sequential(), (row, module) => row.append(module.name, module.submodule));

            public static Sequential Sequential(params Tuple<string, Module<Tensor, Tensor>>[] modules) =>
                Sequential((IEnumerable<Tuple<string, Module<Tensor, Tensor>>>)modules);

            public static Sequential Sequential(IEnumerable<Tuple<string, Module<Tensor, Tensor>>> modules) =>
                modules.Aggregate(Sequential(), (row, module) => row.append(module.Item1, module.Item2));
        }
    }
}
