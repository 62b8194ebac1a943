using SeqGan.Data.Images;
using SeqGan.Eval;
using static TorchSharp.torch;

namespace SeqGan.Reports;

/// <summary>How well generated points cover the ring of eight Gaussians (Metz et al., ICLR 2017; Srivastava et al., NeurIPS 2017).</summary>
internal static class RingReport
{
    const double Near = 4; // standard deviations from the centre; one of them is the grain of the data's bytes
    const double Share = 0.02; // of the points, for a mode to count

    /// <summary>Modes near which at least 2 % of the points lie, and the share of points that lie near any.</summary>
    /// <param name="points"><c>[count, 1, 1, 2]</c></param>
    public static Score[] Scores(Tensor points)
    {
        var values = points.cpu().contiguous().data<float>().ToArray();
        var hits = new int[RingImages.Modes];
        for (var i = 0; i < values.Length; i += 2)
        {
            for (var mode = 0; mode < hits.Length; mode++)
            {
                var (x, y) = RingImages.Centre(mode);
                if (Math.Sqrt(Math.Pow(values[i] - x, 2) + Math.Pow(values[i + 1] - y, 2)) < Near * RingImages.Deviation) hits[mode]++;
            }
        }
        var count = values.Length / 2;
        return
        [
            new Score("modes", hits.Count(hit => hit >= Share * count), count, Invariant($"modes|ring:{RingImages.Modes}|near:{Near}sd|share:{Share}")),
            new Score("near", (double)hits.Sum() / count, count, Invariant($"near|ring:{RingImages.Modes}|near:{Near}sd")),
        ];
    }
}
