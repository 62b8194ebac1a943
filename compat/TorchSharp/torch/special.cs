namespace TorchSharp;

public static partial class torch
{
    public static partial class special
    {
        public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => input.softmax(dim, dtype);

        public static Tensor log_softmax(Tensor input, long dim, ScalarType? dtype = null) => input.log_softmax(dim, dtype);

        public static Tensor expit(Tensor input) => input.sigmoid();

        public static Tensor entr(Tensor input) => Op.Call("special_entr", input);

        public static Tensor gammaln(Tensor input) => Op.Call("special_gammaln", input);

        public static Tensor ndtr(Tensor input) => Op.Call("special_ndtr", input);

        public static Tensor ndtri(Tensor input) => Op.Call("special_ndtri", input);

        public static Tensor xlog1py(Tensor input, Tensor other) => Op.Call("special_xlog1py", input, other);
    }
}
