namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor relu(Tensor x, bool inplace = false) => inplace ? Op.InPlace("relu_", x).alias() : Op.Call("relu", x);

            public static Tensor leaky_relu(Tensor input, double negative_slope = 0.01, bool inplace = false) =>
                inplace ? Op.InPlace("leaky_relu_", input, negative_slope).alias() : Op.Call("leaky_relu", input, negative_slope);

            public static Tensor elu(Tensor x, double alpha, bool inplace = false) =>
                inplace ? Op.InPlace("elu_", x, alpha).alias() : Op.Call("elu", x, alpha);

            public static Tensor selu(Tensor x, bool inplace = false) => inplace ? Op.InPlace("selu_", x).alias() : Op.Call("selu", x);

            public static Tensor silu(Tensor x, bool inplace = false) => inplace ? Op.InPlace("silu_", x).alias() : Op.Call("silu", x);

            public static Tensor gelu(Tensor x) => Op.Call("gelu", x);

            public static Tensor sigmoid(Tensor x) => Op.Call("sigmoid", x);

            public static Tensor logsigmoid(Tensor x) => Op.Call("log_sigmoid", x);

            public static Tensor tanh(Tensor x, bool inplace = false) => inplace ? Op.InPlace("tanh_", x).alias() : Op.Call("tanh", x);

            /// <summary>log(1 + exp(beta · x)) / beta, and x itself where beta · x is above the threshold.</summary>
            public static Tensor softplus(Tensor x, double beta = 1, double threshold = 20) => Op.Call("softplus", x, beta, threshold);

            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => Op.Call("softmax.int", input, dim, dtype);

            public static Tensor log_softmax(Tensor x, long dim) => Op.Call("log_softmax.int", x, dim);
        }
    }
}
