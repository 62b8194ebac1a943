using TorchSharp;

using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SeqGan.Compat.Tests.Optim;

[Collection("Modules")]
public sealed class TrainingTests
{
    [Fact]
    public void A_small_language_model_learns_as_fast_as_in_PyTorch()
    {
        using var scope = NewDisposeScope();
        manual_seed(11);
        using var embedding = Embedding(7, 4);
        using var lstm = LSTM(4, 5, batchFirst: true);
        using var head = Sequential(Linear(5, 8), BatchNorm1d(8), LeakyReLU(), Dropout(0.25), Linear(8, 7));
        var parameters = new Module[] { embedding, lstm, head }.SelectMany(module => module.parameters()).ToArray();
        using var adam = optim.Adam(parameters, lr: 0.05);
        var ids = randint(0, 7, [3, 6]);

        var losses = new List<double>();
        var norm = 0.0;
        for (var i = 0; i < 20; i++)
        {
            adam.zero_grad();
            var (hidden, _, _) = lstm.call(embedding.call(ids.narrow(1, 0, 5)));
            var loss = nn.functional.cross_entropy(head.call(hidden.reshape(-1, 5)), ids.narrow(1, 1, 5).reshape(-1));
            loss.backward();
            norm = nn.utils.clip_grad_norm_(parameters, 1);
            adam.step();
            losses.Add(loss.item<float>());
        }

        Assert.Equal(2.112881660461426, losses[0], 1e-6);
        Assert.Equal(1.432590126991272, losses[4], 1e-5);
        Assert.Equal(1.0613242387771606, losses[9], 1e-4);
        Assert.Equal(0.7882604002952576, losses[19], 1e-3);
        Assert.Equal(1.0421086549758911, norm, 1e-3);
    }
}
