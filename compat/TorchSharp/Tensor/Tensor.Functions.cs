namespace TorchSharp;

public static partial class torch
{
    // Exponentials, logarithms, trigonometry and the activations.
    public partial class Tensor
    {
        public Tensor exp() => Op.Call("exp", this);

        public Tensor expm1() => Op.Call("expm1", this);

        public Tensor log() => Op.Call("log", this);

        public Tensor log1p() => Op.Call("log1p", this);

        public Tensor sin() => Op.Call("sin", this);

        public Tensor cos() => Op.Call("cos", this);

        public Tensor acos() => Op.Call("acos", this);

        public Tensor tanh() => Op.Call("tanh", this);

        public Tensor sigmoid() => Op.Call("sigmoid", this);

        public Tensor softmax(long dim, ScalarType? dtype = null) => Op.Call("softmax.int", this, dim, dtype);

        public Tensor log_softmax(long dim, ScalarType? dtype = null) => Op.Call("log_softmax.int", this, dim, dtype);

        public Tensor softplus(double beta = 1, double threshold = 20) => Op.Call("softplus", this, beta, threshold);

        public Tensor relu() => Op.Call("relu", this);

        public Tensor leaky_relu(Scalar negative_slope) => Op.Call("leaky_relu", this, negative_slope);
    }
}
