using TorchSharp;

using static TorchSharp.torch;

namespace SeqGan.Compat.Tests.Torch;

[Collection(SequentialCollection.Name)]
public sealed class DisposeScopeTests
{
    static LifetimeStatistics Fresh()
    {
        DisposeScopeManager.Statistics.Reset();
        return DisposeScopeManager.Statistics.TensorStatistics;
    }

    [Fact]
    public void A_scope_disposes_what_was_made_in_it()
    {
        Tensor inside;
        using (NewDisposeScope())
        {
            inside = ones(3);
            Assert.False(inside.IsInvalid);
        }
        Assert.True(inside.IsInvalid);
    }

    [Fact]
    public void A_tensor_moves_outwards_scope_by_scope()
    {
        using var outer = NewDisposeScope();
        Tensor moved;
        using (var inner = NewDisposeScope())
        {
            moved = ones(3).MoveToOuterDisposeScope();
            Assert.False(inner.Contains(moved));
            Assert.True(outer.Contains(moved));
        }
        Assert.False(moved.IsInvalid);
        Assert.Equal(1, outer.DisposablesCount);
    }

    [Fact]
    public void A_tensor_moved_out_of_the_outermost_scope_belongs_to_nobody()
    {
        Tensor kept;
        using (NewDisposeScope())
            kept = ones(3).MoveToOuterDisposeScope();
        Assert.False(kept.IsInvalid);
        kept.Dispose();
        Assert.True(kept.IsInvalid);
    }

    [Fact]
    public void A_detached_tensor_survives_every_scope()
    {
        Tensor kept;
        using (NewDisposeScope())
        using (NewDisposeScope())
            kept = ones(3).DetachFromDisposeScope();
        Assert.False(kept.IsInvalid);
        using (NewDisposeScope())
        {
            var other = zeros(1);
            kept.MoveToOtherDisposeScope(other);
        }
        Assert.True(kept.IsInvalid);
    }

    [Fact]
    public void Scopes_return_what_they_move()
    {
        using var outer = NewDisposeScope();
        Tensor first, second;
        using (var inner = NewDisposeScope())
        {
            (first, second) = inner.MoveToOuter(ones(1), ones(2));
            ones(3);
        }
        Assert.False(first.IsInvalid || second.IsInvalid);
        Assert.Equal(2, outer.DisposablesCount);
    }

    [Fact]
    public void A_scope_can_dispose_everything_but_what_it_is_told_to_keep()
    {
        using var scope = NewDisposeScope();
        var gone = ones(1);
        var kept = scope.DisposeEverythingBut(ones(2));
        Assert.True(gone.IsInvalid);
        Assert.False(kept.IsInvalid);
        Assert.Equal(1, scope.DisposablesCount);
    }

    [Fact]
    public void The_current_scope_is_the_innermost_open_one()
    {
        Assert.Null(CurrentDisposeScope);
        var outer = NewDisposeScope();
        var inner = NewDisposeScope();
        Assert.Same(inner, CurrentDisposeScope);
        outer.Dispose();
        Assert.Same(inner, CurrentDisposeScope);
        inner.Dispose();
        Assert.Null(CurrentDisposeScope);
        Assert.Throws<ObjectDisposedException>(() => inner.DisposablesCount);
    }

    [Fact]
    public void Scopes_are_a_matter_of_one_thread()
    {
        using var scope = NewDisposeScope();
        Tensor? made = null;
        var thread = new Thread(() => made = ones(1));
        thread.Start();
        thread.Join();
        Assert.Equal(0, scope.DisposablesCount);
        Assert.False(made!.IsInvalid);
        made.Dispose();
    }

    [Fact]
    public void A_wrapped_expression_leaves_only_its_result()
    {
        using var scope = NewDisposeScope();
        using var result = WrappedTensorDisposeScope(() => (ones(2) + 1) * 3);
        Assert.Equal(1, scope.DisposablesCount);
        Assert.Equal(6f, result[0].item<float>());
    }

    [Fact]
    public void Statistics_count_what_is_made_and_disposed_in_and_out_of_scopes()
    {
        var statistics = Fresh();
        var outside = ones(1);
        using (NewDisposeScope())
        {
            var inside = ones(1);
            inside.DetachFromDisposeScope();
            ones(1);
            Assert.Equal(2, statistics.CreatedInScopeCount);
            Assert.Equal(3, statistics.ThreadTotalLiveCount);
            Assert.Equal(1, statistics.DetachedFromScopeCount);
            inside.Dispose();
        }
        outside.Dispose();
        Assert.Equal(1, statistics.CreatedOutsideScopeCount);
        Assert.Equal(2, statistics.DisposedOutsideScopeCount);
        Assert.Equal(1, statistics.DisposedInScopeCount);
        Assert.Equal(0, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Attaching_is_counted()
    {
        var statistics = Fresh();
        var free = ones(1);
        using (var scope = NewDisposeScope())
            scope.Attach(free);
        Assert.True(free.IsInvalid);
        Assert.Equal(1, statistics.AttachedToScopeCount);
        Assert.Equal(0, statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void A_thousand_steps_of_arithmetic_and_gradients_leave_nothing_alive()
    {
        using var weight = randn([4, 4], requires_grad: true);
        var statistics = Fresh();
        for (var step = 0; step < 1000; step++)
        {
            using var scope = NewDisposeScope();
            var loss = (ones(4, 4).mm(weight)[TensorIndex.Ellipsis, TensorIndex.Slice(1, 3)] / 2).pow(2).sum();
            loss.backward();
            weight.grad!.zero_();
        }
        Assert.Equal(0, statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void A_disposed_tensor_cannot_be_used()
    {
        var gone = ones(1);
        gone.Dispose();
        gone.Dispose();
        Assert.Throws<InvalidOperationException>(() => gone.add(1));
        Assert.Throws<InvalidOperationException>(() => ones(1).add(gone));
        Assert.Throws<InvalidOperationException>(() => gone.shape);
    }

    [Fact]
    public void Finalizers_free_what_nobody_disposed()
    {
        var before = Tensor.TotalCount;
        Drop(100);
        for (var k = 0; k < 10 && Tensor.TotalCount > before; k++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        Assert.InRange(Tensor.TotalCount, 0, before + 10);

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static void Drop(int count)
        {
            for (var k = 0; k < count; k++)
                ones(1);
        }
    }
}
