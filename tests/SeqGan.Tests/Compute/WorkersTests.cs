using SeqGan.Compute;
using SeqGan.Tests.Support;

namespace SeqGan.Tests.Compute;

[Collection(OneAtATime.Name)]
public sealed class WorkersTests : IDisposable
{
    public void Dispose() => Threads.Use(1);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Every_part_is_done_once_however_many_threads_there_are(int threads)
    {
        Threads.Use(threads);
        for (var round = 0; round < 3000; round++)
        {
            var done = new int[round % 9];
            Workers.For(done.Length, part => Interlocked.Increment(ref done[part]));
            Assert.All(done, times => Assert.Equal(1, times));
            if (round % 1000 == 0) Thread.Sleep(5); // the others fall asleep
        }
    }

    [Fact]
    public void Each_thread_has_memory_of_its_own_and_gives_it_back()
    {
        Threads.Use(3);
        var (made, given) = (0, 0);
        for (var round = 0; round < 500; round++)
        {
            Workers.For(6, () =>
            {
                Interlocked.Increment(ref made);
                return new Desk(() => Interlocked.Increment(ref given));
            }, (_, desk) =>
            {
                Assert.Equal(0, Interlocked.Exchange(ref desk.Users, 1));
                Thread.SpinWait(20);
                desk.Users = 0;
            });
            Assert.Equal(made, given);
        }
        Assert.InRange(made, 500, 1500);
    }

    [Fact]
    public void What_a_part_throws_reaches_the_caller_and_the_next_work_goes_on()
    {
        Threads.Use(3);
        for (var round = 0; round < 300; round++)
        {
            Assert.Throws<InvalidOperationException>(() => Workers.For(8, part =>
            {
                if (part == round % 8) throw new InvalidOperationException();
            }));
            var done = 0;
            Workers.For(8, _ => Interlocked.Increment(ref done));
            Assert.Equal(8, done);
        }
    }

    [Fact]
    public void Work_inside_work_and_two_callers_at_once_are_served()
    {
        Threads.Use(2);
        var done = 0;
        void Nested() => Workers.For(4, _ => Workers.For(4, _ => Interlocked.Increment(ref done)));
        var callers = Enumerable.Range(0, 3).Select(_ => new Thread(() =>
        {
            for (var round = 0; round < 200; round++) Nested();
        })).ToList();
        callers.ForEach(caller => caller.Start());
        callers.ForEach(caller => caller.Join());
        Assert.Equal(3 * 200 * 16, done);
    }

    sealed class Desk(Action back) : IDisposable
    {
        public int Users;

        public void Dispose() => back();
    }
}
