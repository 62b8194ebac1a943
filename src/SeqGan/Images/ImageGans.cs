using SeqGan.Data.Images;
using SeqGan.Tokenization;
using SeqGan.Training;
using static TorchSharp.torch;

namespace SeqGan.Images;

/// <summary>The image GANs by name.</summary>
public static class ImageGans
{
    /// <summary>Every name, with what it stands for in a line.</summary>
    public static IReadOnlyList<(string Name, string Description)> All { get; } =
    [
        ("gan", "A generator of images against a critic, by any of eight losses: DCGAN, LSGAN, WGAN, WGAN-GP, DRAGAN, SN-GAN and others."),
        ("cgan", "The same, both conditioned on the image's class."),
        ("acgan", "The generator is told a class, and the critic must name it: AC-GAN."),
        ("infogan", "Codes that come to mean something without labels: InfoGAN."),
        ("attribute", "As cgan, on a vector of attributes."),
        ("semigan", "A classifier that learns from few labels, against a generator that matches what it sees: semi-supervised GAN."),
        ("began", "A generator against an autoencoder that is to fail at its images, in a controlled balance (Berthelot et al., 2017)."),
        ("bigan", "A generator and an encoder against a critic of images with their codes (Donahue et al., ICLR 2017)."),
        ("lapgan", "A GAN for a small image and one for the detail at each doubling of its size, with or without its class (Denton et al., NeurIPS 2015)."),
        ("vae", "A variational autoencoder: the baseline, which also encodes images (Kingma and Welling, ICLR 2014)."),
    ];

    /// <summary>Whether a run is of an image GAN.</summary>
    public static bool IsIn(RunDirectory run) => File.Exists(run.Resolve(ImageModel.File));

    /// <summary>Checks the options' ranges, and that the GAN has a use for each that is not at its default.</summary>
    /// <exception cref="InvalidInputException">It is not so; the message begins with the option's name.</exception>
    public static void Validate(string gan, ImageGanOptions options)
    {
        options.Validate();
        OptionUse.Require(gan, options);
    }

    static ImageGame Build(ImageModel model, ImageSets? data, Device device) => model.Gan switch
    {
        "gan" => new Gan(model, data, device),
        "cgan" => new ConditionalGan(model, data, device),
        "acgan" => new AcGan(model, data, device),
        "infogan" => new InfoGan(model, data, device),
        "attribute" => new AttributeGan(model, data, device),
        "semigan" => new SemiGan(model, data, device),
        "began" => new Began(model, data, device),
        "bigan" => new BiGan(model, data, device),
        "lapgan" => new Lapgan(model, data, device),
        "vae" => new Vae(model, data, device),
        _ => throw new InvalidInputException($"there is no image GAN '{model.Gan}'; give one of {string.Join(", ", All.Select(gan => gan.Name))}"),
    };

    /// <summary>Builds a game; reseeds torch's generator with its seed for the initial weights.</summary>
    /// <param name="gan">One of <see cref="All"/>.</param>
    /// <param name="data">What to imitate.</param>
    /// <param name="options">The numbers.</param>
    /// <param name="device">Where to compute; default: the CPU.</param>
    /// <exception cref="InvalidInputException">There is no such GAN, or an option is out of range, does not fit the images or needs more memory than there is.</exception>
    public static ImageGame Create(string gan, ImageSets data, ImageGanOptions? options = null, Device? device = null)
    {
        Validate(gan, options ??= new());
        return Build(ImageModel.Of(gan, data, options), data, device ?? CPU);
    }

    /// <summary>Opens the game of a run with the weights of a checkpoint: it makes images, and is not trained on.</summary>
    /// <param name="run">The run.</param>
    /// <param name="step">The weights as they were after this step of the run; null: the newest.</param>
    /// <param name="device">Where to compute; default: the CPU.</param>
    /// <exception cref="InvalidInputException">The run is of no image GAN, has no such checkpoint, or a file of it is damaged or needs more memory than there is.</exception>
    public static ImageGame Open(RunDirectory run, long? step = null, Device? device = null)
    {
        var checkpoint = run.Checkpoints.Open(step: step);
        var model = ImageModel.Read(run);
        var file = run.Resolve(ImageModel.File);
        RunIdentity.RequireFile(checkpoint.Saved.Identity, ImageModel.File, file);
        var game = Rebuild(model, file, device ?? CPU);
        try
        {
            checkpoint.Load(game);
        }
        catch
        {
            game.Dispose();
            throw;
        }
        return game;
    }

    static ImageGame Rebuild(ImageModel model, string file, Device device)
    {
        try
        {
            return Build(model, data: null, device);
        }
        catch (InvalidInputException error)
        {
            throw new InvalidInputException($"{file} cannot be used: {error.Message}", error);
        }
    }
}
