namespace TorchSharp;

public static partial class torch
{
    // Exponentials, logarithms, trigonometry and the activations.
    public partial class Tensor
    {
        public Tensor exp() => Op.Call("exp", this);

        public Tensor exp_() => Op.InPlace("exp_", this);

        public Tensor exp2() => Op.Call("exp2", this);

        public Tensor expm1() => Op.Call("expm1", this);

        public Tensor expm1_() => Op.InPlace("expm1_", this);

        public Tensor log() => Op.Call("log", this);

        public Tensor log_() => Op.InPlace("log_", this);

        public Tensor log2() => Op.Call("log2", this);

        public Tensor log2_() => Op.InPlace("log2_", this);

        public Tensor log10() => Op.Call("log10", this);

        public Tensor log10_() => Op.InPlace("log10_", this);

        public Tensor log1p() => Op.Call("log1p", this);

        public Tensor log1p_() => Op.InPlace("log1p_", this);

        public Tensor logit(double? eps = null) => Op.Call("logit", this, eps);

        public Tensor logaddexp(Tensor other) => Op.Call("logaddexp", this, other);

        public Tensor logaddexp2(Tensor other) => Op.Call("logaddexp2", this, other);

        public Tensor hypot(Tensor other) => Op.Call("hypot", this, other);

        public Tensor sin() => Op.Call("sin", this);

        public Tensor sin_() => Op.InPlace("sin_", this);

        public Tensor cos() => Op.Call("cos", this);

        public Tensor cos_() => Op.InPlace("cos_", this);

        public Tensor tan() => Op.Call("tan", this);

        public Tensor tan_() => Op.InPlace("tan_", this);

        public Tensor asin() => Op.Call("asin", this);

        public Tensor asin_() => Op.InPlace("asin_", this);

        public Tensor acos() => Op.Call("acos", this);

        public Tensor acos_() => Op.InPlace("acos_", this);

        public Tensor atan() => Op.Call("atan", this);

        public Tensor atan_() => Op.InPlace("atan_", this);

        public Tensor atan2(Tensor other) => Op.Call("atan2", this, other);

        public Tensor atan2_(Tensor other) => Op.InPlace("atan2_", this, other);

        public Tensor sinh() => Op.Call("sinh", this);

        public Tensor sinh_() => Op.InPlace("sinh_", this);

        public Tensor cosh() => Op.Call("cosh", this);

        public Tensor cosh_() => Op.InPlace("cosh_", this);

        public Tensor tanh() => Op.Call("tanh", this);

        public Tensor tanh_() => Op.InPlace("tanh_", this);

        public Tensor asinh() => Op.Call("asinh", this);

        public Tensor acosh() => Op.Call("acosh", this);

        public Tensor atanh() => Op.Call("atanh", this);

        public Tensor erf() => Op.Call("erf", this);

        public Tensor erf_() => Op.InPlace("erf_", this);

        public Tensor erfc() => Op.Call("erfc", this);

        public Tensor erfc_() => Op.InPlace("erfc_", this);

        public Tensor erfinv() => Op.Call("erfinv", this);

        public Tensor erfinv_() => Op.InPlace("erfinv_", this);

        public Tensor lgamma() => Op.Call("lgamma", this);

        public Tensor lgamma_() => Op.InPlace("lgamma_", this);

        public Tensor digamma() => Op.Call("digamma", this);

        public Tensor digamma_() => Op.InPlace("digamma_", this);

        public Tensor sigmoid() => Op.Call("sigmoid", this);

        public Tensor sigmoid_() => Op.InPlace("sigmoid_", this);

        public Tensor log_sigmoid() => Op.Call("log_sigmoid", this);

        public Tensor softmax(long dim, ScalarType? dtype = null) => Op.Call("softmax.int", this, dim, dtype);

        public Tensor log_softmax(long dim, ScalarType? dtype = null) => Op.Call("log_softmax.int", this, dim, dtype);

        public Tensor softplus(double beta = 1, double threshold = 20) => Op.Call("softplus", this, beta, threshold);

        public Tensor relu() => Op.Call("relu", this);

        public Tensor relu_() => Op.InPlace("relu_", this);

        public Tensor relu6() => Op.Call("relu6", this);

        public Tensor relu6_() => Op.InPlace("relu6_", this);

        public Tensor leaky_relu(Scalar negative_slope) => Op.Call("leaky_relu", this, negative_slope);

        public Tensor leaky_relu_(Scalar negative_slope) => Op.InPlace("leaky_relu_", this, negative_slope);

        public Tensor prelu(Tensor target) => Op.Call("prelu", this, target);

        public Tensor elu(double alpha = 1) => elu(alpha, 1.0, 1.0);

        public Tensor elu(Scalar alpha, Scalar scale, Scalar input_scale) => Op.Call("elu", this, alpha, scale, input_scale);

        public Tensor elu_(double alpha = 1) => elu_(alpha, 1.0, 1.0);

        public Tensor elu_(Scalar alpha, Scalar scale, Scalar input_scale) => Op.InPlace("elu_", this, alpha, scale, input_scale);

        public Tensor selu() => Op.Call("selu", this);

        public Tensor selu_() => Op.InPlace("selu_", this);

        public Tensor celu() => Op.Call("celu", this);

        public Tensor celu(Scalar alpha) => Op.Call("celu", this, alpha);

        public Tensor celu_() => Op.InPlace("celu_", this);

        public Tensor celu_(Scalar alpha) => Op.InPlace("celu_", this, alpha);

        public Tensor gelu() => Op.Call("gelu", this);

        public Tensor gelu_() => Op.InPlace("gelu_", this);

        public Tensor silu() => Op.Call("silu", this);

        public Tensor silu_() => Op.InPlace("silu_", this);

        public Tensor hardsigmoid() => Op.Call("hardsigmoid", this);

        public Tensor hardsigmoid_() => Op.InPlace("hardsigmoid_", this);

        public Tensor hardswish() => Op.Call("hardswish", this);

        public Tensor hardswish_() => Op.InPlace("hardswish_", this);

        public Tensor hardtanh(Scalar min, Scalar max) => Op.Call("hardtanh", this, min, max);

        public Tensor hardtanh_(Scalar min, Scalar max) => Op.InPlace("hardtanh_", this, min, max);

        public Tensor threshold(Scalar threshold, Scalar value) => Op.Call("threshold", this, threshold, value);

        public Tensor threshold_(Scalar threshold, Scalar value) => Op.InPlace("threshold_", this, threshold, value);

        public Tensor glu(long dim = -1) => Op.Call("glu", this, dim);
    }
}
