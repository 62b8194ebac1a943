namespace SeqGan.Data.Images;

/// <summary>Names of classes and attributes: files and folders of images are called by them.</summary>
internal static class FileName
{
    /// <summary>What a name must be.</summary>
    public const string Rule = "it must not be empty, '.' or '..', and have no '/', '\\' or control character";

    /// <summary>Whether a name can be a file's; one that was read may be null.</summary>
    public static bool IsSound(string? name) => name is not (null or "" or "." or "..") && !name.Any(sign => sign is '/' or '\\' || char.IsControl(sign));
}
