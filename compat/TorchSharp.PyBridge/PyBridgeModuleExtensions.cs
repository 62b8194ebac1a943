using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.PyBridge;

/// <summary>A module's parameters and buffers, to and from files that Python reads.</summary>
public static class PyBridgeModuleExtensions
{
    /// <param name="skip">Names to leave out.</param>
    public static Module save_safetensors(this Module module, string location, IList<string>? skip = null)
    {
        using var stream = File.Create(location);
        return module.save_safetensors(stream, skip);
    }

    public static Module save_safetensors(this Module module, Stream stream, IList<string>? skip = null, bool leaveOpen = false)
    {
        var state = module.state_dict();
        foreach (var name in skip ?? []) state.Remove(name);
        Safetensors.SaveStateDict(stream, state, leaveOpen);
        return module;
    }

    /// <param name="skip">Names to leave out.</param>
    public static Module save_py(this Module module, string location, IList<string>? skip = null)
    {
        using var stream = File.Create(location);
        return module.save_py(stream, skip);
    }

    public static Module save_py(this Module module, Stream stream, IList<string>? skip = null, bool leaveOpen = false)
    {
        var state = module.state_dict();
        foreach (var name in skip ?? []) state.Remove(name);
        PyTorchPickler.PickleStateDict(stream, state, leaveOpen);
        return module;
    }

    /// <param name="strict">Whether the names must be the module's, no more and no less.</param>
    /// <param name="skip">Names to leave alone.</param>
    /// <param name="loadedParameters">Receives every name of the file: true where it was loaded, false where the module has no such name.</param>
    /// <exception cref="InvalidDataException">The file breaks a rule of the format.</exception>
    /// <exception cref="InvalidOperationException">Names or shapes are not the module's.</exception>
    public static Module load_safetensors(this Module module, string location, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null)
    {
        using var stream = File.OpenRead(location);
        return module.load_safetensors(stream, strict, skip, loadedParameters);
    }

    public static Module load_safetensors(this Module module, Stream stream, bool strict = true, IList<string>? skip = null, Dictionary<string, bool>? loadedParameters = null, bool leaveOpen = false)
    {
        using var scope = NewDisposeScope();
        var file = Safetensors.LoadStateDict(stream, leaveOpen);
        foreach (var name in skip ?? []) file.Remove(name);

        var own = module.state_dict();
        foreach (var (name, tensor) in file)
            if (own.TryGetValue(name, out var target) && !tensor.shape.SequenceEqual(target.shape))
                throw new InvalidOperationException($"'{name}' is [{string.Join(", ", tensor.shape)}] in the file and [{string.Join(", ", target.shape)}] in the module.");
        var (_, unexpected) = module.load_state_dict(file, strict, skip);

        if (loadedParameters is not null)
            foreach (var name in file.Keys)
                loadedParameters[name] = !unexpected.Contains(name);
        return module;
    }
}
