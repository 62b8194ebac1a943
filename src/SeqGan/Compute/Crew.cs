using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace SeqGan.Compute;

/// <summary>
/// Threads that stay awake for a moment after a piece of work, because the next one mostly follows at once: a step of training is
/// some ten pieces of a millisecond, and to wake a thread of the pool takes a tenth to a third of one on a virtual machine
/// (docs/results/speed.md). While they wait they let others run: libtorch has threads of its own for the same cores.
/// </summary>
internal static class Crew
{
    static readonly TimeSpan _awake = TimeSpan.FromMicroseconds(100);
    static readonly SemaphoreSlim _bell = new(0);
    static int _hands, _sleepers, _taken; // threads there are, those asleep, and whether some piece is being worked at
    static Piece? _piece;

    /// <summary>Does a piece of work on this thread and, as far as they come in time, on others. While one piece is in hand, a second one has but its own thread.</summary>
    /// <param name="threads">The most threads, this one among them.</param>
    /// <param name="work">Run once by each thread, until nothing of it is left to be taken.</param>
    /// <exception cref="Exception">What the work has thrown.</exception>
    public static void Do(int threads, Action work)
    {
        if (Interlocked.Exchange(ref _taken, 1) == 1)
        {
            work();
            return;
        }
        try
        {
            for (; _hands < threads - 1; _hands++) new Thread(Wait) { IsBackground = true, Name = nameof(Crew) }.UnsafeStart(); // nothing of whoever calls first is theirs
            var piece = new Piece(work, threads - 1);
            Interlocked.Exchange(ref _piece, piece);
            if (Interlocked.Exchange(ref _sleepers, 0) is > 0 and var sleepers) _bell.Release(sleepers);
            try
            {
                work();
            }
            finally
            {
                Interlocked.Exchange(ref _piece, null);
                piece.Close();
            }
            piece.Failure?.Throw();
        }
        finally
        {
            Volatile.Write(ref _taken, 0);
        }
    }

    static void Wait()
    {
        Piece? last = null;
        for (var since = Stopwatch.GetTimestamp(); ;)
        {
            if (Volatile.Read(ref _piece) is { } piece && piece != last)
            {
                (last = piece).Join();
                since = Stopwatch.GetTimestamp();
            }
            else if (Threads.Count <= Environment.ProcessorCount && Stopwatch.GetElapsedTime(since) < _awake)
            {
                Thread.Yield();
            }
            else
            {
                Sleep(last);
                since = Stopwatch.GetTimestamp();
            }
        }
    }

    static void Sleep(Piece? last)
    {
        Interlocked.Increment(ref _sleepers);
        if (Volatile.Read(ref _piece) is { } piece && piece != last) // it came before this sleeper was counted, or its bell rings
        {
            for (var sleepers = Volatile.Read(ref _sleepers); sleepers > 0; sleepers = Volatile.Read(ref _sleepers))
                if (Interlocked.CompareExchange(ref _sleepers, sleepers - 1, sleepers) == sleepers) return;
        }
        _bell.Wait();
    }

    /// <summary>A piece of work with seats for those who help.</summary>
    sealed class Piece(Action work, int seats)
    {
        Action? _work = work;
        int _inside, _seats = seats;
        bool _closed;
        ExceptionDispatchInfo? _failure;

        public ExceptionDispatchInfo? Failure => _failure;

        public void Join()
        {
            Interlocked.Increment(ref _inside);
            if (!Volatile.Read(ref _closed) && Interlocked.Decrement(ref _seats) >= 0)
            {
                try
                {
                    _work!();
                }
                catch (Exception error)
                {
                    Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(error), null);
                }
            }
            Interlocked.Decrement(ref _inside);
        }

        // Nobody joins after this, nobody is still at work, and whoever remembers the piece keeps nothing of the work alive.
        public void Close()
        {
            Volatile.Write(ref _closed, true);
            Interlocked.MemoryBarrier();
            while (Volatile.Read(ref _inside) > 0) Thread.Yield();
            _work = null;
        }
    }
}
