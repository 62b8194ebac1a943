using System.Collections;

using TorchSharp.Modules;

using static TorchSharp.torch.nn;

namespace TorchSharp.Modules
{
    /// <summary>Modules by name, in the order of their coming. They become children when the dictionary itself is registered in a module.</summary>
    public class ModuleDict<T> : Module, IEnumerable<(string, T)> where T : Module
    {
        readonly OrderedDictionary<string, T> _items = [];
        bool _isRegistered;

        public ModuleDict() : base("ModuleDict")
        {
        }

        protected override void RegisterComponents()
        {
            if (_isRegistered) return;
            foreach (var (name, module) in _items) register_module(name, module);
            _isRegistered = true;
        }

        public T this[string key]
        {
            get => _items[key];
            set => _items[key] = value;
        }

        public int Count => _items.Count;
        public void Add(string key, T value) => _items.Add(key, value);
        public void Add((string, T) item) => _items.Add(item.Item1, item.Item2);
        public bool Remove(string key) => _items.Remove(key);
        public void Clear() => _items.Clear();
        public void clear() => _items.Clear();
        public bool ContainsKey(string key) => _items.ContainsKey(key);
        public IEnumerable<string> keys() => _items.Keys;
        public IEnumerable<T> values() => _items.Values;
        public IEnumerator<(string, T)> GetEnumerator() => _items.Select(entry => (entry.Key, entry.Value)).GetEnumerator();
        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static ModuleDict<Module> ModuleDict(params (string, Module)[] modules) => ModuleDict<Module>(modules);

            public static ModuleDict<T> ModuleDict<T>(params (string, T)[] modules) where T : Module
            {
                var dictionary = new ModuleDict<T>();
                foreach (var module in modules) dictionary.Add(module);
                return dictionary;
            }
        }
    }
}
