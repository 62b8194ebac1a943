using SeqGan.Compat.Tests.NN;

using TorchSharp;
using TorchSharp.Modules;

using static TorchSharp.torch;

namespace SeqGan.Compat.Tests.Optim;

public sealed class OptimizersTests : IDisposable
{
    readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    static Parameter Start() => nn.Parameter(tensor(new[] { 1f, -2f, 3f }));

    // The sum of 1, 10 and 0.1 times (w - 0.5)².
    static void Descend(Parameter w, optim.Optimizer optimizer, int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            optimizer.zero_grad();
            (tensor(new[] { 1f, 10f, 0.1f }) * (w - 0.5).pow(2)).sum().backward();
            optimizer.step();
        }
    }

    public static TheoryData<string, float[]> FiveSteps => new()
    {
        { "adam", [0.527814507f, -1.50222456f, 2.50222492f] },
        { "adam, decay, amsgrad", [0.567739606f, -1.50924575f, 2.50860262f] },
        { "adam, maximize", [1.50174558f, -2.50133443f, 3.50133443f] },
        { "sgd", [0.951960385f, -0.319200039f, 2.97509956f] },
        { "sgd, momentum, decay", [0.877138376f, 1.83694577f, 2.9208777f] },
        { "sgd, nesterov", [0.84495306f, 1.53929389f, 2.91653442f] },
        { "sgd, maximize", [1.05204046f, -5.72079992f, 3.02510023f] },
        { "rmsprop", [0.721571028f, -1.68341112f, 2.68341112f] },
        { "rmsprop, centered, momentum, decay", [0.808333874f, -1.79860699f, 2.79845905f] },
    };

    static OptimizerHelper Make(string kind, Parameter w) => kind switch
    {
        "adam" => optim.Adam([w], lr: 0.1),
        "adam, decay, amsgrad" => optim.Adam([w], lr: 0.1, beta1: 0.5, beta2: 0.9, weight_decay: 0.1, amsgrad: true),
        "adam, maximize" => optim.Adam([w], lr: 0.1, maximize: true),
        "sgd" => optim.SGD([w], 0.01),
        "sgd, momentum, decay" => optim.SGD([w], 0.01, momentum: 0.9, dampening: 0.1, weight_decay: 0.05),
        "sgd, nesterov" => optim.SGD([w], 0.01, momentum: 0.9, nesterov: true),
        "sgd, maximize" => optim.SGD([w], 0.01, maximize: true),
        "rmsprop" => optim.RMSProp([w], lr: 0.01),
        "rmsprop, centered, momentum, decay" => optim.RMSProp([w], lr: 0.01, alpha: 0.9, weight_decay: 0.1, momentum: 0.5, centered: true),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    [Theory]
    [MemberData(nameof(FiveSteps))]
    public void Five_steps_down_a_quadratic_end_where_PyTorchs_do(string kind, float[] expected)
    {
        var w = Start();
        using var optimizer = Make(kind, w);
        Descend(w, optimizer, 5);
        Numbers.AreClose(expected, w, 2e-6);
    }

    [Theory]
    [MemberData(nameof(FiveSteps))]
    public void A_loaded_state_goes_on_to_the_bit(string kind, float[] _)
    {
        var w = Start();
        using var optimizer = Make(kind, w);
        Descend(w, optimizer, 3);
        var copy = nn.Parameter(w.detach().clone());
        using var resumed = Make(kind, copy);
        if (kind.StartsWith("sgd") && !kind.Contains("momentum") && !kind.Contains("nesterov"))
        {
            Assert.Null(((SGD.State)optimizer.state_dict().State[0]).momentum_buffer); // nothing to load
        }
        else
        {
            resumed.load_state_dict(optimizer.state_dict());
            Assert.True(resumed.state_dict().State[0].ApproximatelyEquals(optimizer.state_dict().State[0]));
        }
        Descend(w, optimizer, 4);
        Descend(copy, resumed, 4);
        Assert.Equal(Numbers.Values(w), Numbers.Values(copy));
    }

    [Fact]
    public void States_are_within_reach_by_kind()
    {
        var w = Start();
        using var adam = optim.Adam([w]);
        Descend(w, adam, 2);
        var dictionary = adam.state_dict();
        var state = Assert.IsType<Adam.State>(Assert.Single(dictionary.State));
        Assert.Equal(2, state.step);
        Assert.Equal([3], state.exp_avg!.shape);
        Assert.Null(state.max_exp_avg_sq);
        Assert.Equal(0.9, Assert.IsType<Adam.Options>(Assert.Single(dictionary.Options)).beta1);
        Assert.Equal([[0]], dictionary.StateIndexRef);
        state.step = 7;
        Assert.Equal(7, ((Adam.State)adam.state_dict().State[0]).step);
    }

    [Fact]
    public void Groups_have_rates_of_their_own_and_the_optimisers_defaults()
    {
        Parameter fast = Start(), slow = Start();
        using var sgd = optim.SGD([new SGD.ParamGroup([fast], lr: 0.1), new SGD.ParamGroup { Parameters = [slow] }], 0.01);
        Assert.Equal([0.1, 0.01], sgd.ParamGroups.Select(group => group.LearningRate));
        Assert.Equal([0.1, 0.01], sgd.ParamGroups.Select(group => group.InitialLearningRate));
        foreach (var parameter in sgd.parameters()) parameter.grad = ones(3);
        sgd.ParamGroups.Last().LearningRate = 0.02;
        sgd.step();
        Numbers.AreClose([0.9f, -2.1f, 2.9f], fast);
        Numbers.AreClose([0.98f, -2.02f, 2.98f], slow);
    }

    [Fact]
    public void A_parameter_without_a_gradient_stays_and_zero_grad_keeps_zeros()
    {
        Parameter with = Start(), without = Start();
        using var adam = optim.Adam([with, without], weight_decay: 0.5);
        with.grad = ones(3);
        adam.step();
        Numbers.AreClose([1, -2, 3], without);
        adam.zero_grad();
        Numbers.AreClose([0, 0, 0], with.grad!);
        Assert.Null(without.grad);
    }

    [Fact]
    public void A_closure_computes_the_loss_with_gradients_and_is_returned()
    {
        var w = Start();
        using var sgd = optim.SGD([w], 0.5);
        using var noGrad = no_grad();
        var loss = sgd.step(() =>
        {
            var value = w.sum();
            value.backward();
            return value;
        });
        Assert.Equal(2, loss!.item<float>(), 1e-6);
        Numbers.AreClose([0.5f, -2.5f, 2.5f], w);
    }

    [Fact]
    public void Impossible_options_are_refused()
    {
        Assert.Throws<ArgumentException>(() => optim.Adam([Start()], lr: -1));
        Assert.Throws<ArgumentException>(() => optim.Adam([Start()], beta1: 1));
        Assert.Throws<ArgumentException>(() => optim.RMSProp([Start()], alpha: -1));
        Assert.Throws<ArgumentException>(() => optim.SGD([Start()], -1));
        using var one = optim.SGD([Start()], 1);
        using var two = optim.SGD([Start(), Start()], 1);
        Assert.Throws<ArgumentException>(() => one.load_state_dict(two.state_dict()));
    }
}
