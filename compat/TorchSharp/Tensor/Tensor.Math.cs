namespace TorchSharp;

public static partial class torch
{
    // Arithmetic, element by element. A trailing underscore works in place and returns the tensor itself.
    public partial class Tensor
    {
        public Tensor add(Scalar scalar) => Op.Call("add.Scalar", this, scalar);

        public Tensor add(Scalar scalar, Scalar alpha) => Op.Call("add.Scalar", this, scalar, alpha);

        public Tensor add(Tensor target) => Op.Call("add.Tensor", this, target);

        public Tensor add(Tensor target, Scalar alpha) => Op.Call("add.Tensor", this, target, alpha);

        public Tensor add_(Scalar scalar) => Op.InPlace("add_.Scalar", this, scalar);

        public Tensor add_(Scalar scalar, Scalar alpha) => Op.InPlace("add_.Scalar", this, scalar, alpha);

        public Tensor add_(Tensor target) => Op.InPlace("add_.Tensor", this, target);

        public Tensor add_(Tensor target, Scalar alpha) => Op.InPlace("add_.Tensor", this, target, alpha);

        public Tensor sub(Scalar target) => Op.Call("sub.Scalar", this, target);

        public Tensor sub(Tensor target) => Op.Call("sub.Tensor", this, target);

        public Tensor sub_(Scalar target) => Op.InPlace("sub_.Scalar", this, target);

        public Tensor sub_(Tensor target) => Op.InPlace("sub_.Tensor", this, target);

        public Tensor mul(Scalar target) => Op.Call("mul.Scalar", this, target);

        public Tensor mul(Tensor target) => Op.Call("mul.Tensor", this, target);

        public Tensor mul_(Scalar target) => Op.InPlace("mul_.Scalar", this, target);

        public Tensor mul_(Tensor target) => Op.InPlace("mul_.Tensor", this, target);

        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => Op.Call("div.Scalar_mode", this, target, Name(rounding_mode));

        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => Op.Call("div.Tensor_mode", this, target, Name(rounding_mode));

        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => Op.InPlace("div_.Scalar_mode", this, target, Name(rounding_mode));

        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => Op.InPlace("div_.Tensor_mode", this, target, Name(rounding_mode));

        public Tensor remainder(Scalar scalar) => Op.Call("remainder.Scalar", this, scalar);

        public Tensor remainder(Tensor target) => Op.Call("remainder.Tensor", this, target);

        public Tensor pow(Scalar exponent) => Op.Call("pow.Tensor_Scalar", this, exponent);

        public Tensor pow(Tensor exponent) => Op.Call("pow.Tensor_Tensor", this, exponent);

        public Tensor addcdiv(Tensor tensor1, Tensor tensor2) => addcdiv(tensor1, tensor2, 1);

        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value) => Op.Call("addcdiv", this, tensor1, tensor2, value);

        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2) => addcdiv_(tensor1, tensor2, 1);

        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) => Op.InPlace("addcdiv_", this, tensor1, tensor2, value);

        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) => Op.Call("addcmul", this, tensor1, tensor2, value);

        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) => Op.InPlace("addcmul_", this, tensor1, tensor2, value);

        public Tensor lerp(Tensor end, Tensor weight) => Op.Call("lerp.Tensor", this, end, weight);

        public Tensor lerp_(Tensor end, Tensor weight) => Op.InPlace("lerp_.Tensor", this, end, weight);

        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Op.Call("clamp", this, min, max);

        public Tensor clamp(Tensor? min = null, Tensor? max = null) => Op.Call("clamp.Tensor", this, min, max);

        public Tensor clamp_(Scalar? min = null, Scalar? max = null) => Op.InPlace("clamp_", this, min, max);

        public Tensor clamp_(Tensor? min = null, Tensor? max = null) => Op.InPlace("clamp_.Tensor", this, min, max);

        public Tensor erfinv_() => Op.InPlace("erfinv_", this);

        public Tensor clamp_min(Scalar min) => Op.Call("clamp_min", this, min);

        public Tensor clamp_min_(Scalar min) => Op.InPlace("clamp_min_", this, min);

        public Tensor clamp_max(Scalar max) => Op.Call("clamp_max", this, max);

        public Tensor clamp_max_(Scalar max) => Op.InPlace("clamp_max_", this, max);

        public Tensor maximum(Tensor other) => Op.Call("maximum", this, other);

        public Tensor minimum(Tensor other) => Op.Call("minimum", this, other);

        public Tensor abs() => Op.Call("abs", this);

        public Tensor neg() => Op.Call("neg", this);

        public Tensor neg_() => Op.InPlace("neg_", this);

        public Tensor sign() => Op.Call("sign", this);

        public Tensor square() => pow(2);

        public Tensor sqrt() => Op.Call("sqrt", this);

        public Tensor sqrt_() => Op.InPlace("sqrt_", this);

        public Tensor rsqrt() => Op.Call("rsqrt", this);

        public Tensor reciprocal() => Op.Call("reciprocal", this);

        public Tensor floor() => Op.Call("floor", this);

        public Tensor ceil() => Op.Call("ceil", this);

        public Tensor round(long decimals = 0) => decimals == 0 ? Op.Call("round", this) : Op.Call("round.decimals", this, decimals);

        static string? Name(RoundingMode mode) => mode == RoundingMode.None ? null : mode.ToString();
    }
}
