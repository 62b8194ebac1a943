using SeqGan.Compute;
using SeqGan.Tokenization;

namespace SeqGan.Data.Images;

/// <summary>The images of a set that keep their labels where the others are learned from without.</summary>
internal static class LabelledImages
{
    /// <summary>Some of a set, as many of each class as there can be; which ones is a function of the key.</summary>
    /// <param name="set">Images with classes.</param>
    /// <param name="count">How many; 0: all.</param>
    /// <param name="key">Another key chooses others.</param>
    /// <exception cref="InvalidInputException">There are fewer images, or more classes.</exception>
    public static ImageSet Of(ImageSet set, int count, ulong key)
    {
        if (count == 0) return set;
        if (count < set.ClassNames.Length || count > set.Count) throw new InvalidInputException($"labelled is {count}, and there are {set.Count} images of {set.ClassNames.Length} classes; give {set.ClassNames.Length} to {set.Count}, or 0 for all");
        var ranked = KeyedRandom.Permutation(key, set.Count).GroupBy(row => set.Labels[row]).SelectMany(rows => rows.Select((row, rank) => (row, rank)));
        return set.Select([.. ranked.OrderBy(one => one.rank).ThenBy(one => set.Labels[one.row]).Take(count).Select(one => one.row)]); // the first of each class, the second of each, ...
    }
}
