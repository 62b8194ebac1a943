using System.Reflection;

using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        // Moving a module replaces its parameters by new ones (and the fields that hold them), so that an optimiser must be
        // made after the move. Gradients move along.
        public abstract partial class Module
        {
            protected internal virtual Module _to(Device device, ScalarType dtype, bool non_blocking)
            {
                CheckIsFloating(dtype);
                CheckIsThere(device.type);
                _toEpilog(dtype, device, non_blocking);
                return this;
            }

            protected internal virtual Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking)
            {
                CheckIsThere(deviceType);
                _toEpilog(null, new Device(deviceType, deviceIndex), non_blocking);
                return this;
            }

            protected internal virtual Module _to(ScalarType dtype, bool non_blocking)
            {
                CheckIsFloating(dtype);
                _toEpilog(dtype, null, non_blocking);
                return this;
            }

            static void CheckIsFloating(ScalarType dtype)
            {
                if (!IsFloating(dtype)) throw new ArgumentException($"nn.Module.to only accepts floating point or complex types, but got desired dtype={dtype}");
            }

            static void CheckIsThere(DeviceType device)
            {
                if (device == DeviceType.CUDA && !torch.cuda.is_available()) throw new InvalidOperationException("CUDA is not available.");
            }

            static bool IsFloating(ScalarType dtype) => dtype is ScalarType.Float16 or ScalarType.BFloat16 or ScalarType.Float32 or ScalarType.Float64;

            protected virtual void _toEpilog(ScalarType? dtype, Device? device, bool non_blocking)
            {
                foreach (var (_, child) in named_children())
                {
                    if (device is null) child._to(dtype!.Value, non_blocking);
                    else if (dtype is null) child._to(device.type, device.index, non_blocking);
                    else child._to(device, dtype.Value, non_blocking);
                }

                var fields = FieldsOf(GetType()).ToDictionary(field => field.Name);
                foreach (var (name, parameter) in named_parameters(false).ToList())
                {
                    if (Moved(parameter, dtype, device) is not { } moved) continue;
                    parameter.Dispose();
                    ConditionallyRegisterParameter(name, moved);
                    if (fields.TryGetValue(name, out var field)) field.SetValue(this, moved);
                }
                foreach (var (name, buffer) in named_buffers(false).ToList())
                {
                    if (Target(buffer, dtype, device) is not var (bufferType, bufferDevice)) continue;
                    var moved = buffer.to(bufferType, bufferDevice, disposeAfter: true).DetachFromDisposeScope();
                    ConditionallyRegisterBuffer(name, moved);
                    if (fields.TryGetValue(name, out var field)) field.SetValue(this, moved);
                }
            }

            static Parameter? Moved(Parameter parameter, ScalarType? dtype, Device? device)
            {
                if (Target(parameter, dtype, device) is not var (type, place)) return null;
                using var _ = torch.no_grad();
                var moved = new Parameter(parameter.to(type, place), parameter.requires_grad);
                moved.DetachFromDisposeScope();
                using var grad = parameter.grad;
                if (grad is not null)
                {
                    using var movedGrad = grad.to(type, place);
                    moved.grad = movedGrad;
                }
                return moved;
            }

            // Where a tensor has to go, or null where it already is there. Integers keep their type.
            static (ScalarType, Device)? Target(Tensor tensor, ScalarType? dtype, Device? device)
            {
                var type = dtype is { } wanted && IsFloating(tensor.dtype) ? wanted : tensor.dtype;
                var place = device ?? tensor.device;
                var isThere = type == tensor.dtype && place.type == tensor.device.type && (place.index < 0 || place.index == tensor.device.index);
                return isThere ? null : (type, place);
            }
        }
    }
}
