using TorchSharp;

using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SeqGan.Compat.Tests.Optim;

[Collection("Modules")]
public sealed class TrainingMemoryTests
{
    [Theory]
    [InlineData("adam")]
    [InlineData("rmsprop")]
    [InlineData("sgd")]
    public void A_training_step_leaves_no_tensor_behind(string kind)
    {
        using var embedding = Embedding(7, 4);
        using var lstm = LSTM(4, 5, batchFirst: true);
        using var head = Sequential(Linear(5, 8), BatchNorm1d(8), LeakyReLU(), Dropout(), Linear(8, 7));
        var parameters = new Module[] { embedding, lstm, head }.SelectMany(module => module.parameters()).ToArray();
        using optim.Optimizer optimizer = kind switch
        {
            "adam" => optim.Adam(parameters, amsgrad: true),
            "rmsprop" => optim.RMSProp(parameters, momentum: 0.9, centered: true),
            _ => optim.SGD(parameters, 0.1, momentum: 0.9),
        };

        void Step()
        {
            using var scope = NewDisposeScope();
            var ids = randint(0, 7, [3, 6]);
            optimizer.zero_grad();
            var (hidden, _, _) = lstm.call(embedding.call(ids));
            var loss = nn.functional.cross_entropy(head.call(hidden.reshape(-1, 5)), ids.reshape(-1));
            loss.backward();
            nn.utils.clip_grad_norm_(parameters, 5);
            optimizer.step();
        }

        Step();
        Step();
        DisposeScopeManager.Statistics.Reset();
        var before = Tensor.TotalCount;
        for (var i = 0; i < 20; i++) Step();
        Assert.Equal(0, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Assert.InRange(Tensor.TotalCount, 0, before);
    }

    [Fact]
    public void Disposing_an_optimiser_frees_its_state()
    {
        using var linear = Linear(2, 2);
        using var scope = NewDisposeScope();
        var adam = optim.Adam(linear.parameters());
        var state = (TorchSharp.Modules.Adam.State)adam.state_dict().State[0];
        using (NewDisposeScope())
        {
            linear.call(ones(1, 2)).sum().backward();
            adam.step();
        }
        Assert.False(state.exp_avg!.IsInvalid);
        adam.Dispose();
        Assert.True(state.exp_avg.IsInvalid);
    }
}
