namespace TorchSharp;

public static partial class torch
{
    /// <summary>A source of random numbers with a state that can be saved and restored.</summary>
    public class Generator : IDisposable
    {
        internal Generator(nint handle, Device device) => (Handle, this.device) = (handle, device);

        public Generator(ulong seed = 0, Device? device = null)
            : this(Native.Check(Native.door_new_generator(seed, (long)(device?.type ?? DeviceType.CPU), device?.index ?? -1)), device ?? CPU)
        {
        }

        ~Generator() => Dispose(false);

        public static Generator Default => new(Native.Check(Native.door_default_generator((long)DeviceType.CPU, -1)), CPU);

        public IntPtr Handle { get; private set; }

        public Device device { get; }

        public Tensor get_state() => new(Native.Check(Native.door_generator_state(Handle)));

        public void set_state(Tensor value)
        {
            Native.Check(Native.door_generator_set_state(Handle, value.Handle));
            GC.KeepAlive(value);
        }

        public Generator manual_seed(long seed)
        {
            Native.door_generator_set_seed(Handle, (ulong)seed);
            return this;
        }

        public long seed()
        {
            var seed = DateTime.UtcNow.Ticks;
            manual_seed(seed);
            return seed;
        }

        public long initial_seed() => (long)Native.door_generator_seed(Handle);

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            if (Handle == 0)
                return;
            Native.door_free_generator(Handle);
            Handle = 0;
        }
    }
}
