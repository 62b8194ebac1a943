namespace SeqGan.Data.Images;

/// <summary>Images of one shape in memory, a byte a value, with classes and attributes where the data have them.</summary>
public sealed class ImageSet
{
    /// <param name="shape">The shape of each image.</param>
    /// <param name="pixels">[count, channels, height, width], the last dimension running fastest.</param>
    /// <param name="labels">The class of each image; null or empty: none.</param>
    /// <param name="classNames">The names of the classes; there are as many classes as names.</param>
    /// <param name="attributes">[count, attributes], each 0 or 1; null or empty: none.</param>
    /// <param name="attributeNames">The names of the attributes.</param>
    /// <exception cref="ArgumentException">The parts do not fit each other.</exception>
    public ImageSet(ImageShape shape, byte[] pixels, int[]? labels = null, string[]? classNames = null, byte[]? attributes = null, string[]? attributeNames = null)
    {
        (Shape, Pixels, Labels, ClassNames, Attributes, AttributeNames) = (shape, pixels, labels ?? [], classNames ?? [], attributes ?? [], attributeNames ?? []);
        if (shape.Channels < 1 || shape.Height < 1 || shape.Width < 1 || pixels.Length % shape.Pixels != 0) throw new ArgumentException($"{pixels.Length} bytes are no whole number of images of {shape}", nameof(pixels));
        Count = pixels.Length / shape.Pixels;
        if (Labels.Length != (ClassNames.Length == 0 ? 0 : Count)) throw new ArgumentException($"there are {Labels.Length} labels for {Count} images and {ClassNames.Length} classes", nameof(labels));
        if (Labels.Any(label => (uint)label >= (uint)ClassNames.Length)) throw new ArgumentException($"a label is not below {ClassNames.Length}, the number of classes", nameof(labels));
        if (Attributes.Length != (long)Count * AttributeNames.Length || Attributes.Any(attribute => attribute > 1)) throw new ArgumentException($"the attributes are not {Count} x {AttributeNames.Length} of 0 or 1", nameof(attributes));
    }

    /// <summary>The shape of each image.</summary>
    public ImageShape Shape { get; }

    /// <summary>Images.</summary>
    public int Count { get; }

    /// <summary>[count, channels, height, width], the last dimension running fastest.</summary>
    public byte[] Pixels { get; }

    /// <summary>The class of each image; empty where the data have none.</summary>
    public int[] Labels { get; }

    /// <summary>The names of the classes; empty where the data have none.</summary>
    public string[] ClassNames { get; }

    /// <summary>[count, attributes], each 0 or 1; empty where the data have none.</summary>
    public byte[] Attributes { get; }

    /// <summary>The names of the attributes; empty where the data have none.</summary>
    public string[] AttributeNames { get; }

    /// <summary>The values of one image: [channels, height, width].</summary>
    public ReadOnlySpan<byte> this[int index] => Pixels.AsSpan(index * Shape.Pixels, Shape.Pixels);

    /// <summary>So many of the images, spread evenly over those there are; all, where there are no more.</summary>
    internal ImageSet Spread(int most) => most >= Count ? this : Select([.. Enumerable.Range(0, most).Select(i => (int)((long)i * Count / most))]);

    /// <summary>Some of the images, in the order given.</summary>
    internal ImageSet Select(IReadOnlyList<int> rows)
    {
        var (pixels, attributes) = (new byte[rows.Count * Shape.Pixels], new byte[rows.Count * AttributeNames.Length]);
        for (var i = 0; i < rows.Count; i++)
        {
            this[rows[i]].CopyTo(pixels.AsSpan(i * Shape.Pixels));
            Attributes.AsSpan(rows[i] * AttributeNames.Length, AttributeNames.Length).CopyTo(attributes.AsSpan(i * AttributeNames.Length));
        }
        return new ImageSet(Shape, pixels, ClassNames.Length == 0 ? null : [.. rows.Select(row => Labels[row])], ClassNames, attributes, AttributeNames);
    }
}
