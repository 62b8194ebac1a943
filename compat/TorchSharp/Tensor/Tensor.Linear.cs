namespace TorchSharp;

public static partial class torch
{
    // Products of vectors and matrices.
    public partial class Tensor
    {
        public Tensor mm(Tensor target) => Op.Call("mm", this, target);

        public Tensor matmul(Tensor target) => Op.Call("matmul", this, target);

        public Tensor bmm(Tensor batch2) => Op.Call("bmm", this, batch2);

        public Tensor dot(Tensor target) => Op.Call("dot", this, target);

        public Tensor outer(Tensor vec2) => Op.Call("outer", this, vec2);
    }
}
