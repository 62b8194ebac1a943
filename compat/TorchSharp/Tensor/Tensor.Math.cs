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

        public Tensor subtract(Scalar target) => sub(target);

        public Tensor subtract(Tensor target) => sub(target);

        public Tensor subtract_(Scalar target) => sub_(target);

        public Tensor subtract_(Tensor target) => sub_(target);

        public Tensor mul(Scalar target) => Op.Call("mul.Scalar", this, target);

        public Tensor mul(Tensor target) => Op.Call("mul.Tensor", this, target);

        public Tensor mul_(Scalar target) => Op.InPlace("mul_.Scalar", this, target);

        public Tensor mul_(Tensor target) => Op.InPlace("mul_.Tensor", this, target);

        public Tensor multiply(Scalar target) => mul(target);

        public Tensor multiply(Tensor target) => mul(target);

        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => Op.Call("div.Scalar_mode", this, target, Name(rounding_mode));

        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => Op.Call("div.Tensor_mode", this, target, Name(rounding_mode));

        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => Op.InPlace("div_.Scalar_mode", this, target, Name(rounding_mode));

        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => Op.InPlace("div_.Tensor_mode", this, target, Name(rounding_mode));

        public Tensor divide(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);

        public Tensor divide(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => div(target, rounding_mode);

        public Tensor divide_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => div_(target, rounding_mode);

        public Tensor divide_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => div_(target, rounding_mode);

        public Tensor true_divide(Scalar other) => Op.Call("true_divide.Scalar", this, other);

        public Tensor true_divide(Tensor other) => Op.Call("true_divide.Tensor", this, other);

        public Tensor true_divide_(Scalar other) => Op.InPlace("true_divide_.Scalar", this, other);

        public Tensor true_divide_(Tensor other) => Op.InPlace("true_divide_.Tensor", this, other);

        public Tensor floor_divide(Scalar other) => Op.Call("floor_divide.Scalar", this, other);

        public Tensor floor_divide(Tensor other) => Op.Call("floor_divide", this, other);

        public Tensor floor_divide_(Scalar other) => Op.InPlace("floor_divide_.Scalar", this, other);

        public Tensor floor_divide_(Tensor other) => Op.InPlace("floor_divide_.Tensor", this, other);

        public Tensor fmod(Scalar scalar) => Op.Call("fmod.Scalar", this, scalar);

        public Tensor fmod(Tensor target) => Op.Call("fmod.Tensor", this, target);

        public Tensor fmod_(Scalar scalar) => Op.InPlace("fmod_.Scalar", this, scalar);

        public Tensor fmod_(Tensor target) => Op.InPlace("fmod_.Tensor", this, target);

        public Tensor remainder(Scalar scalar) => Op.Call("remainder.Scalar", this, scalar);

        public Tensor remainder(Tensor target) => Op.Call("remainder.Tensor", this, target);

        public Tensor remainder_(Scalar scalar) => Op.InPlace("remainder_.Scalar", this, scalar);

        public Tensor remainder_(Tensor target) => Op.InPlace("remainder_.Tensor", this, target);

        public Tensor pow(Scalar exponent) => Op.Call("pow.Tensor_Scalar", this, exponent);

        public Tensor pow(Tensor exponent) => Op.Call("pow.Tensor_Tensor", this, exponent);

        public Tensor pow_(Scalar exponent) => Op.InPlace("pow_.Scalar", this, exponent);

        public Tensor pow_(Tensor exponent) => Op.InPlace("pow_.Tensor", this, exponent);

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

        public Tensor clip(Scalar? min = null, Scalar? max = null) => clamp(min, max);

        public Tensor clamp_min(Scalar min) => Op.Call("clamp_min", this, min);

        public Tensor clamp_min_(Scalar min) => Op.InPlace("clamp_min_", this, min);

        public Tensor clamp_max(Scalar max) => Op.Call("clamp_max", this, max);

        public Tensor clamp_max_(Scalar max) => Op.InPlace("clamp_max_", this, max);

        public Tensor maximum(Tensor other) => Op.Call("maximum", this, other);

        public Tensor minimum(Tensor other) => Op.Call("minimum", this, other);

        public Tensor fmax(Tensor other) => Op.Call("fmax", this, other);

        public Tensor fmin(Tensor other) => Op.Call("fmin", this, other);

        public Tensor abs() => Op.Call("abs", this);

        public Tensor abs_() => Op.InPlace("abs_", this);

        public Tensor absolute() => abs();

        public Tensor absolute_() => abs_();

        public Tensor neg() => Op.Call("neg", this);

        public Tensor neg_() => Op.InPlace("neg_", this);

        public Tensor negative() => neg();

        public Tensor sign() => Op.Call("sign", this);

        public Tensor sign_() => Op.InPlace("sign_", this);

        public Tensor sgn() => Op.Call("sgn", this);

        public Tensor signbit() => Op.Call("signbit", this);

        public Tensor square() => pow(2);

        public Tensor sqrt() => Op.Call("sqrt", this);

        public Tensor sqrt_() => Op.InPlace("sqrt_", this);

        public Tensor rsqrt() => Op.Call("rsqrt", this);

        public Tensor rsqrt_() => Op.InPlace("rsqrt_", this);

        public Tensor reciprocal() => Op.Call("reciprocal", this);

        public Tensor reciprocal_() => Op.InPlace("reciprocal_", this);

        public Tensor floor() => Op.Call("floor", this);

        public Tensor floor_() => Op.InPlace("floor_", this);

        public Tensor ceil() => Op.Call("ceil", this);

        public Tensor ceil_() => Op.InPlace("ceil_", this);

        public Tensor round(long decimals = 0) => decimals == 0 ? Op.Call("round", this) : Op.Call("round.decimals", this, decimals);

        public Tensor round_(long decimals = 0) => decimals == 0 ? Op.InPlace("round_", this) : Op.InPlace("round_.decimals", this, decimals);

        public Tensor trunc() => Op.Call("trunc", this);

        public Tensor trunc_() => Op.InPlace("trunc_", this);

        public Tensor frac() => Op.Call("frac", this);

        public Tensor frac_() => Op.InPlace("frac_", this);

        public Tensor nan_to_num(double nan = 0, double? posinf = null, double? neginf = null) => Op.Call("nan_to_num", this, nan, posinf, neginf);

        public Tensor float_power(Tensor target) => Op.Call("float_power.Tensor_Tensor", this, target);

        public Tensor copysign(Tensor other) => Op.Call("copysign.Tensor", this, other);

        public Tensor xlogy(Scalar y) => Op.Call("xlogy.Scalar_Other", this, y);

        public Tensor xlogy(Tensor y) => Op.Call("xlogy.Tensor", this, y);

        public Tensor xlogy_(Scalar y) => Op.InPlace("xlogy_.Scalar_Other", this, y);

        public Tensor xlogy_(Tensor y) => Op.InPlace("xlogy_.Tensor", this, y);

        static string? Name(RoundingMode mode) => mode == RoundingMode.None ? null : mode.ToString();
    }
}
