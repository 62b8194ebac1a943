using System.Runtime.CompilerServices;

namespace TorchSharp;

public static partial class torch
{
    // Python's bracket syntax: x[0, -1], x[1..3, Ellipsis], x[mask], x[rows, columns], read and assigned.
    public partial class Tensor
    {
        [IndexerName("TensorItems")]
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        [IndexerName("TensorItems")]
        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        [IndexerName("TensorItems")]
        public Tensor this[params long[] indices]
        {
            get => At(indices);
            set => Put(value, indices);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1]
        {
            get => select(0, i1);
            set => Put(value, i1);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2]
        {
            get => At(i1, i2);
            set => Put(value, i1, i2);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3]
        {
            get => At(i1, i2, i3);
            set => Put(value, i1, i2, i3);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => At(i1, i2, i3, i4);
            set => Put(value, i1, i2, i3, i4);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4, long i5]
        {
            get => At(i1, i2, i3, i4, i5);
            set => Put(value, i1, i2, i3, i4, i5);
        }

        [IndexerName("TensorItems")]
        public Tensor this[long i1, long i2, long i3, long i4, long i5, long i6]
        {
            get => At(i1, i2, i3, i4, i5, i6);
            set => Put(value, i1, i2, i3, i4, i5, i6);
        }

        public Tensor index(params TensorIndex[] indices)
        {
            var (view, tensors) = Narrowed(indices);
            if (tensors.Length == 0)
                return view;
            var result = Op.Call("index.Tensor", view, tensors);
            Release(view, tensors, indices);
            return result;
        }

        public Tensor index(params Tensor[] indices) => index(Array.ConvertAll(indices, TensorIndex.Tensor));

        public Tensor index_put_(Tensor value, params TensorIndex[] indices) => index_put_(value, indices, false);

        public Tensor index_put_(Tensor value, TensorIndex[] indices, bool accumulate = false)
        {
            var (view, tensors) = Narrowed(indices);
            if (tensors.Length > 0)
            {
                using var source = Unprefixed(value.to(view.device));
                Op.InPlace("index_put_", view, tensors, source, accumulate);
            }
            else if (accumulate)
            {
                view.add_(value);
            }
            else
            {
                using var source = Unprefixed(value.alias());
                view.copy_(source);
            }
            Release(view, tensors, indices);
            return this;
        }

        public Tensor index_put_(Tensor value, params Tensor[] indices) => index_put_(value, Array.ConvertAll(indices, TensorIndex.Tensor), false);

        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false) =>
            index_put_(value, Array.ConvertAll(indices, TensorIndex.Tensor), accumulate);

        public Tensor index_put_(Scalar value, params TensorIndex[] indices)
        {
            using var filled = full([], value, dtype, device);
            return index_put_(filled, indices);
        }

        public Tensor index_put_(Scalar value, params Tensor[] indices) => index_put_(value, Array.ConvertAll(indices, TensorIndex.Tensor));

        Tensor At(params ReadOnlySpan<long> indices)
        {
            var item = select(0, indices[0]);
            foreach (var index in indices[1..])
            {
                var inner = item.select(0, index);
                item.Dispose();
                item = inner;
            }
            return item;
        }

        void Put(Tensor value, params ReadOnlySpan<long> indices)
        {
            using var item = At(indices);
            item.copy_(value);
        }

        /// <summary>Applies everything that yields a view; what is left are the tensors, each in the slot of its dimension.</summary>
        (Tensor view, Tensor?[] tensors) Narrowed(TensorIndex[] indices)
        {
            var view = alias();
            var tensors = new List<Tensor?>();
            var at = 0L;
            foreach (var index in indices)
            {
                switch (index.kind)
                {
                    case TensorIndex.Kind.Single:
                        Step(view.select(at, index.start!.Value));
                        break;
                    case TensorIndex.Kind.Slice:
                        Step(Op.Call("slice.Tensor", view, at, index.start, index.stop, index.step ?? 1));
                        at++;
                        break;
                    case TensorIndex.Kind.None or TensorIndex.Kind.Null:
                        Step(view.unsqueeze(at));
                        at++;
                        break;
                    case TensorIndex.Kind.Ellipsis:
                        at += ndim - indices.Sum(Consumed);
                        break;
                    case TensorIndex.Kind.Bool:
                        Step(view.unsqueeze(at));
                        Record(tensor([index.start != 0], device: device));
                        break;
                    case TensorIndex.Kind.Tensor when index.tensor!.ndim == 0 && index.tensor.is_integral() && index.tensor.dtype is not (ScalarType.Bool or ScalarType.Byte):
                        Step(view.select(at, index.tensor.ToInt64()));
                        break;
                    case TensorIndex.Kind.Tensor:
                        Record(index.tensor);
                        break;
                }
            }
            return (view, tensors.ToArray());

            void Step(Tensor next)
            {
                view.Dispose();
                view = next;
            }

            void Record(Tensor positions)
            {
                while (tensors.Count < at)
                    tensors.Add(null);
                tensors.Add(positions);
                at++;
            }
        }

        static long Consumed(TensorIndex index) => index.kind switch
        {
            TensorIndex.Kind.Single or TensorIndex.Kind.Slice => 1,
            TensorIndex.Kind.Tensor => index.tensor!.dtype is ScalarType.Bool or ScalarType.Byte ? index.tensor.ndim : 1,
            _ => 0,
        };

        /// <summary>Drops leading dimensions of size one, which assignment ignores. Takes the tensor over.</summary>
        static Tensor Unprefixed(Tensor value)
        {
            var shape = value.shape;
            var ones = shape.TakeWhile(size => size == 1).Count();
            if (ones == 0)
                return value;
            var result = value.view(shape[ones..]);
            value.Dispose();
            return result;
        }

        static void Release(Tensor view, Tensor?[] tensors, TensorIndex[] indices)
        {
            view.Dispose();
            foreach (var made in tensors)
            {
                if (made is not null && !indices.Any(index => ReferenceEquals(index.tensor, made)))
                    made.Dispose();
            }
        }
    }
}
