using SeqGan.Formats;
using SeqGan.Tokenization;
using TorchSharp;
using TorchSharp.PyBridge;
using static TorchSharp.torch;

namespace SeqGan.Training;

/// <summary>
/// One saved state of a run: a folder with a safetensors file for every network, every optimiser that has been used, and every average, the game's own tensors,
/// state.json, and the checksums of all of them.
/// </summary>
/// <param name="Folder">Its path.</param>
/// <param name="Saved">What state.json says.</param>
internal sealed record Checkpoint(string Folder, SavedState Saved)
{
    const string StateFile = "state.json", ExtrasFile = "extras" + Weights, Weights = ".safetensors", Optimizer = ".optimizer" + Weights, Average = ".average" + Weights;

    /// <summary>Writes the files into a folder that is there and empty, and sends them to the disk.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="game">Whose players and tensors.</param>
    /// <param name="saved">Where the run stands.</param>
    /// <param name="open">Makes the files' streams: <see cref="AtomicFile"/>.</param>
    public static void Write(string folder, IGame game, SavedState saved, Func<string, FileStream>? open)
    {
        void Write(string name, Action<Stream> write) => AtomicFile.Write(Path.Combine(folder, name), write, open);
        using var scope = NewDisposeScope();
        foreach (var player in OnePerModule(game.Players)) Write(player.Name + Weights, stream => player.Weights.save_safetensors(stream, leaveOpen: true));
        foreach (var player in game.Players)
        {
            if (player.HasOptimizer && OptimizerTensors.Of(player) is { Count: > 0 } memory) Write(player.Name + Optimizer, stream => Safetensors.SaveStateDict(stream, memory, leaveOpen: true));
            if (player.Average is { } average) Write(player.Name + Average, stream => Safetensors.SaveStateDict(stream, average.Tensors, leaveOpen: true));
        }
        if (game.Extras.Count > 0) Write(ExtrasFile, stream => Safetensors.SaveStateDict(stream, new(game.Extras), leaveOpen: true));
        Write(StateFile, stream => RunFile.WriteJson(stream, saved));
        Checksums.Write(folder, open);
    }

    /// <exception cref="InvalidInputException">Its state.json is missing or damaged.</exception>
    public static Checkpoint Open(string folder)
    {
        try
        {
            var saved = RunFile.ReadJson<SavedState>(Path.Combine(folder, StateFile), saved => saved.Validate());
            Checksums.Verify(folder, StateFile);
            return new Checkpoint(folder, saved);
        }
        catch (InvalidInputException error)
        {
            throw WithRemedy(folder, error);
        }
    }

    /// <summary>Puts everything back into the game; the files have been verified.</summary>
    /// <exception cref="InvalidInputException">A file is of another game. The players may have been changed by then.</exception>
    public void Restore(IGame game)
    {
        foreach (var player in OnePerModule(game.Players)) LoadWeights(player.Name, player.Weights);
        using var scope = NewDisposeScope();
        foreach (var player in game.Players)
        {
            var file = Path.Combine(Folder, player.Name + Optimizer);
            player.ForgetOptimizer();
            if (File.Exists(file)) Read(file, tensors => OptimizerTensors.Restore(player, tensors));
            else if (player.HasOptimizer && OptimizerTensors.Of(player).Count > 0) throw RunFile.Damaged(file, "it is missing");
            LoadAverage(player);
        }
        if (game.Extras.Count > 0) Read(Path.Combine(Folder, ExtrasFile), tensors => NamedTensors.Copy(tensors, game.Extras));
    }

    /// <summary>Loads the networks and averages of a game that is to be looked at, not trained on.</summary>
    /// <exception cref="InvalidInputException">A file is missing, damaged or of another game.</exception>
    public void Load(IGame game)
    {
        Verify(() => Checksums.Verify(Folder)); // all of it: a listed average that is gone would go unnoticed
        foreach (var player in OnePerModule(game.Players)) LoadWeights(player.Name, player.Weights);
        using var scope = NewDisposeScope();
        foreach (var player in game.Players) LoadAverage(player);
    }

    /// <summary>Loads one network's weights, strictly: every name, no other, equal shapes.</summary>
    /// <exception cref="InvalidInputException">The file is missing, damaged or belongs to another network.</exception>
    public void Load(string player, nn.Module module)
    {
        Verify(() => Checksums.Verify(Folder, player + Weights));
        LoadWeights(player, module);
    }

    /// <summary>Loads the average of one network's weights into it.</summary>
    /// <exception cref="InvalidInputException">The file is missing, damaged or belongs to another network.</exception>
    public void LoadAverage(string player, nn.Module module)
    {
        Verify(() => Checksums.Verify(Folder, player + Average));
        using var scope = NewDisposeScope();
        using var average = new WeightAverage(module);
        Read(Path.Combine(Folder, player + Average), average.Restore);
        average.Settle();
    }

    void Verify(Action verify)
    {
        try
        {
            verify();
        }
        catch (InvalidInputException error)
        {
            throw WithRemedy(Folder, error);
        }
    }

    void LoadAverage(Player player)
    {
        var average = Path.Combine(Folder, player.Name + Average);
        if (File.Exists(average)) Read(average, player.RestoreAverage);
    }

    void LoadWeights(string player, nn.Module module) => Read(Path.Combine(Folder, player + Weights), (Stream stream) => module.load_safetensors(stream, leaveOpen: true));

    static void Read(string file, Action<Dictionary<string, Tensor>> restore) => Read(file, (Stream stream) => restore(Safetensors.LoadStateDict(stream, leaveOpen: true)));

    static void Read(string file, Action<Stream> read) => RunFile.Read(file, stream =>
    {
        try
        {
            SafetensorsFile.Validate(stream);
            read(stream);
            return file;
        }
        catch (Exception error) when (error is not (IOException or OutOfMemoryException))
        {
            throw new InvalidDataException(error.Message, error); // names or shapes of another network
        }
    });

    static IEnumerable<Player> OnePerModule(IEnumerable<Player> players) => players.DistinctBy(player => player.Weights);

    static InvalidInputException WithRemedy(string folder, InvalidInputException error) =>
        new($"{error.Message}, or remove {Path.GetFileName(folder)} to fall back on an earlier checkpoint", error);
}

/// <summary>What state.json holds.</summary>
/// <param name="Phase">The part of the run that was being played.</param>
/// <param name="EndsPhase">Whether it had come to its end.</param>
/// <param name="Interrupted">Whether it was saved because the run was asked to end, not by the schedule.</param>
/// <param name="State">Where the run stands.</param>
/// <param name="Scores">The evaluation that was made at this step, if any.</param>
/// <param name="Identity">What the run is: <see cref="RunIdentity"/>.</param>
internal sealed record SavedState(
    string Phase, bool EndsPhase, bool Interrupted, TrainingState State, SortedDictionary<string, double> Scores, SortedDictionary<string, string> Identity)
{
    /// <exception cref="InvalidInputException">It is no state of a run.</exception>
    public void Validate()
    {
        State.Validate();
        if (Identity.ContainsValue(null!)) throw new InvalidInputException("a fact of its identity has no value");
    }
}
