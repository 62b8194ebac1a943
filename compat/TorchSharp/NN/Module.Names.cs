using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        // What a module holds, by dotted name. A tensor that is registered twice is listed once, under its first name.
        public abstract partial class Module
        {
            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                var seen = new HashSet<Parameter>(ReferenceEqualityComparer.Instance);
                foreach (var (name, parameter) in _parametersByName)
                    if (!parameter.IsInvalid && seen.Add(parameter))
                        yield return (name, parameter);
                if (!recurse) yield break;
                foreach (var (childName, child) in named_children())
                    foreach (var (name, parameter) in child.named_parameters(true))
                        if (seen.Add(parameter))
                            yield return ($"{childName}.{name}", parameter);
            }

            public virtual IEnumerable<Parameter> parameters(bool recurse = true) => named_parameters(recurse).Select(entry => entry.parameter);

            // The real package lists no buffer that is not persistent, whatever include_nonpersistent says; nor does this.
            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
            {
                var seen = new HashSet<Tensor>(ReferenceEqualityComparer.Instance);
                foreach (var (name, buffer) in _buffersByName)
                    if (buffer.Persistent && !buffer.Tensor.IsInvalid && seen.Add(buffer.Tensor))
                        yield return (name, buffer.Tensor);
                if (!recurse) yield break;
                foreach (var (childName, child) in named_children())
                    foreach (var (name, buffer) in child.named_buffers(true, include_nonpersistent))
                        if (seen.Add(buffer))
                            yield return ($"{childName}.{name}", buffer);
            }

            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) =>
                named_buffers(recurse, include_nonpersistent).Select(entry => entry.buffer);

            public virtual IEnumerable<(string name, Module module)> named_children()
            {
                foreach (var (name, child) in _childrenByName) yield return (name, child);
            }

            public virtual IEnumerable<Module> children() => named_children().Select(entry => entry.module);

            /// <summary>Every module below this one (itself not included): the children first, then what lies below each.</summary>
            public virtual IEnumerable<(string name, Module module)> named_modules()
            {
                foreach (var child in named_children()) yield return child;
                foreach (var (childName, child) in named_children())
                    foreach (var (name, module) in child.named_modules())
                        yield return ($"{childName}.{name}", module);
            }

            public virtual IEnumerable<Module> modules() => named_modules().Select(entry => entry.module);

            public virtual Parameter? get_parameter(string target) =>
                OwnParameter(target) ?? Below(target, (child, rest) => child.get_parameter(rest));

            public virtual Tensor? get_buffer(string target) =>
                OwnBuffer(target) ?? Below(target, (child, rest) => child.get_buffer(rest));

            public virtual bool has_parameter(string target) => get_parameter(target) is not null;

            public virtual bool has_buffer(string target) => get_buffer(target) is not null;

            T? Below<T>(string target, Func<Module, string, T?> find) where T : class
            {
                var dot = target.IndexOf('.');
                if (dot < 0) return null;
                foreach (var (name, child) in named_children())
                    if (target.AsSpan(0, dot).SequenceEqual(name) && find(child, target[(dot + 1)..]) is { } found)
                        return found;
                return null;
            }
        }
    }
}
