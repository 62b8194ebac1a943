namespace SeqGan.Data.Images;

/// <summary>An image as its source has it.</summary>
/// <param name="Shape">Its shape, which may differ from that of its neighbours.</param>
/// <param name="Pixels">[channels, height, width].</param>
/// <param name="Place">Where it stands, for messages.</param>
internal readonly record struct Picture(ImageShape Shape, ReadOnlyMemory<byte> Pixels, string Place);

/// <summary>Images that can be read one by one.</summary>
internal interface IImageSource
{
    /// <summary>What messages call it.</summary>
    string Name { get; }

    int Count { get; }

    /// <summary>Empty: there are no labels.</summary>
    string[] ClassNames { get; }

    /// <summary>Empty: there are no attributes.</summary>
    string[] AttributeNames => [];

    /// <summary>The class of an image; only where there are classes.</summary>
    int LabelOf(int index);

    /// <summary>The attributes of an image, each 0 or 1.</summary>
    byte[] AttributesOf(int index) => [];

    /// <exception cref="SeqGan.Tokenization.InvalidInputException">It cannot be read.</exception>
    Picture Read(int index);

    /// <summary>Where the images come from.</summary>
    /// <param name="read">Those that were read.</param>
    IEnumerable<(string Fact, string Value)> Facts(IReadOnlyList<int> read);
}
