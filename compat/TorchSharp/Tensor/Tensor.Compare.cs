namespace TorchSharp;

public static partial class torch
{
    // Comparisons, logic and tests for special values.
    public partial class Tensor
    {
        public Tensor eq(Scalar target) => Op.Call("eq.Scalar", this, target);

        public Tensor eq(Tensor target) => Op.Call("eq.Tensor", this, target);

        public Tensor eq_(Scalar target) => Op.InPlace("eq_.Scalar", this, target);

        public Tensor eq_(Tensor target) => Op.InPlace("eq_.Tensor", this, target);

        public Tensor ne(Scalar target) => Op.Call("ne.Scalar", this, target);

        public Tensor ne(Tensor target) => Op.Call("ne.Tensor", this, target);

        public Tensor ne_(Scalar target) => Op.InPlace("ne_.Scalar", this, target);

        public Tensor ne_(Tensor target) => Op.InPlace("ne_.Tensor", this, target);

        public Tensor lt(Scalar target) => Op.Call("lt.Scalar", this, target);

        public Tensor lt(Tensor target) => Op.Call("lt.Tensor", this, target);

        public Tensor lt_(Scalar target) => Op.InPlace("lt_.Scalar", this, target);

        public Tensor lt_(Tensor target) => Op.InPlace("lt_.Tensor", this, target);

        public Tensor le(Scalar target) => Op.Call("le.Scalar", this, target);

        public Tensor le(Tensor target) => Op.Call("le.Tensor", this, target);

        public Tensor le_(Scalar target) => Op.InPlace("le_.Scalar", this, target);

        public Tensor le_(Tensor target) => Op.InPlace("le_.Tensor", this, target);

        public Tensor gt(Scalar target) => Op.Call("gt.Scalar", this, target);

        public Tensor gt(Tensor target) => Op.Call("gt.Tensor", this, target);

        public Tensor gt_(Scalar target) => Op.InPlace("gt_.Scalar", this, target);

        public Tensor gt_(Tensor target) => Op.InPlace("gt_.Tensor", this, target);

        public Tensor ge(Scalar target) => Op.Call("ge.Scalar", this, target);

        public Tensor ge(Tensor target) => Op.Call("ge.Tensor", this, target);

        public Tensor ge_(Scalar target) => Op.InPlace("ge_.Scalar", this, target);

        public Tensor ge_(Tensor target) => Op.InPlace("ge_.Tensor", this, target);

        public Tensor equal(Tensor target) => eq(target);

        public Tensor not_equal(Tensor target) => ne(target);

        public Tensor not_equal_(Tensor target) => ne_(target);

        public Tensor less(Tensor target) => lt(target);

        public Tensor less_equal(Tensor target) => le(target);

        public Tensor less_equal_(Tensor target) => le_(target);

        public Tensor greater(Tensor target) => gt(target);

        public Tensor greater_equal(Tensor target) => ge(target);

        public Tensor logical_and(Tensor other) => Op.Call("logical_and", this, other);

        public Tensor logical_and_(Tensor other) => Op.InPlace("logical_and_", this, other);

        public Tensor logical_or(Tensor other) => Op.Call("logical_or", this, other);

        public Tensor logical_or_(Tensor other) => Op.InPlace("logical_or_", this, other);

        public Tensor logical_xor(Tensor other) => Op.Call("logical_xor", this, other);

        public Tensor logical_xor_(Tensor other) => Op.InPlace("logical_xor_", this, other);

        public Tensor logical_not() => Op.Call("logical_not", this);

        public Tensor logical_not_() => Op.InPlace("logical_not_", this);

        public Tensor bitwise_and(Tensor other) => Op.Call("bitwise_and.Tensor", this, other);

        public Tensor bitwise_and_(Tensor other) => Op.InPlace("bitwise_and_.Tensor", this, other);

        public Tensor bitwise_or(Tensor other) => Op.Call("bitwise_or.Tensor", this, other);

        public Tensor bitwise_or_(Tensor other) => Op.InPlace("bitwise_or_.Tensor", this, other);

        public Tensor bitwise_xor(Tensor other) => Op.Call("bitwise_xor.Tensor", this, other);

        public Tensor bitwise_xor_(Tensor other) => Op.InPlace("bitwise_xor_.Tensor", this, other);

        public Tensor bitwise_not() => Op.Call("bitwise_not", this);

        public Tensor bitwise_not_() => Op.InPlace("bitwise_not_", this);

        public Tensor isclose(Tensor other, double rtol = 1e-05, double atol = 1e-08, bool nanEqual = false) => Op.Call("isclose", this, other, rtol, atol, nanEqual);

        public bool allclose(Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false) => Op.Test("allclose", this, target, rtol, atol, equal_nan);

        public Tensor isfinite() => Op.Call("isfinite", this);

        public Tensor isinf() => Op.Call("isinf", this);

        public Tensor isnan() => Op.Call("isnan", this);

        public Tensor isposinf() => Op.Call("isposinf", this);

        public Tensor isneginf() => Op.Call("isneginf", this);

        public Tensor isin(Tensor test_elements, bool assumeUnique = false, bool invert = false) => Op.Call("isin.Tensor_Tensor", this, test_elements, assumeUnique, invert);

        public bool is_nonzero() => Op.Test("is_nonzero", this);
    }
}
