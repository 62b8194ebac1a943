using SeqGan.Tests.Support;
using SeqGan.Text.Import;
using SeqGan.Tokenization;
using TorchSharp;
using static TorchSharp.torch;

namespace SeqGan.Tests.Text.Import;

[Collection(OneAtATime.Name)]
public sealed class LstmWeightsTests : IDisposable
{
    readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    /// <summary>A model of 7 ids, embedding 3 and hidden 2.</summary>
    static Dictionary<string, Tensor> File(string embedding = "embedding", string lstm = "lstm", string output = "output") => new()
    {
        [$"{embedding}.weight"] = randn(7, 3),
        [$"{lstm}.weight_ih_l0"] = randn(8, 3),
        [$"{lstm}.weight_hh_l0"] = randn(8, 2),
        [$"{lstm}.bias_ih_l0"] = randn(8),
        [$"{lstm}.bias_hh_l0"] = randn(8),
        [$"{output}.weight"] = randn(7, 2),
        [$"{output}.bias"] = randn(7),
    };

    static KeyValuePair<string, string>[] Names(string map) =>
        [.. map.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=')).Select(pair => KeyValuePair.Create(pair[0], pair[1]))];

    [Theory]
    [InlineData("embedding", "lstm", "output", "")]
    [InlineData("encoder", "rnn", "decoder", "")] // pytorch/examples, word_language_model
    [InlineData("embeddings", "lstm", "lstm2out", "")] // TextGAN-PyTorch
    [InlineData("emb", "lstm", "lin", "")]
    [InlineData("module.encoder", "module.rnn", "module.decoder", "")]
    [InlineData("gan.generator.embed", "gan.generator.lstm", "gan.generator.fc", "")]
    [InlineData("wte", "cell.inner", "head", "wte=embedding cell.inner=lstm head=output")]
    [InlineData("lstm", "embedding", "output", "lstm=embedding embedding=lstm")] // a map is stronger than a name
    [InlineData("generator.wte", "generator.rnn", "generator.decoder", "generator.wte.weight=embedding.weight")]
    public void Usual_names_and_maps_are_understood(string embedding, string lstm, string output, string map)
    {
        var file = File(embedding, lstm, output);
        var found = LstmWeights.Of(file, Names(map));
        Assert.Equal((7, 3, 2), (found.Vocabulary, found.Embedding, found.Hidden));
        foreach (var (ours, theirs) in File().Keys.Zip(file.Keys)) Assert.Equal(file[theirs].data<float>().ToArray(), found[ours].data<float>().ToArray());
    }

    [Fact]
    public void A_tied_weight_is_two_things_and_what_is_nothing_here_is_left_out()
    {
        var file = File();
        file["embedding.weight"] = randn(7, 2);
        file["lstm.weight_ih_l0"] = randn(8, 2);
        file.Remove("output.weight");
        file["steps"] = tensor(3L);
        Assert.Contains("there is no 'output.weight', and nothing here is 'steps' (where it is the embedding's, map that to both); map them", Refusal(file, ""), StringComparison.Ordinal);
        var found = LstmWeights.Of(file, Names("embedding.weight=embedding.weight embedding.weight=output.weight steps="));
        Assert.Equal(found["embedding.weight"].data<float>().ToArray(), found["output.weight"].data<float>().ToArray());
    }

    [Theory]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.Float16)]
    [InlineData(ScalarType.BFloat16)]
    public void Every_kind_of_real_numbers_becomes_float32(ScalarType type)
    {
        var file = File();
        var expected = file["output.bias"].to(type).to(ScalarType.Float32);
        foreach (var name in file.Keys.ToArray()) file[name] = file[name].to(type);
        var found = LstmWeights.Of(file, []);
        Assert.Equal(ScalarType.Float32, found["output.bias"].dtype);
        Assert.Equal(expected.data<float>().ToArray(), found["output.bias"].data<float>().ToArray());
    }

    public static TheoryData<string, string, string> Others => new()
    {
        { "rnn.weight_ih_l1 8 2", "", "it has more than one layer: 'rnn.weight_ih_l1' [8, 2]; only an LSTM of one layer and one direction" },
        { "rnn.weight_ih_l0_reverse 8 3", "", "it reads backwards too: 'rnn.weight_ih_l0_reverse' [8, 3]" },
        { "rnn.weight_hr_l0 2 2", "", "its state is projected: 'rnn.weight_hr_l0' [2, 2]" },
        { "rnn.weight_hh_l0 6 2", "", "it is a GRU: 'rnn.weight_hh_l0' [6, 2]" },
        { "rnn.weight_hh_l0 2 2", "", "it is a plain RNN: 'rnn.weight_hh_l0' [2, 2]" },
        { "rnn.weight_hh_l0 2 2", "rnn=lstm", "it is a plain RNN: 'rnn.weight_hh_l0' [2, 2]" },
        { "rnn.weight_hh_l0 9 2", "", "'rnn.weight_hh_l0' is [9, 2]; with 'encoder.weight' [7, 3] and 'rnn.weight_hh_l0' [9, 2] it must be [8, 2]" },
        { "rnn.weight_hh_l0 8", "", "'rnn.weight_hh_l0' is [8], no matrix" },
        { "rnn.weight_hh_l0 0 0", "", "no matrix" },
        { "rnn.weight_ih_l0 8 4", "", "'rnn.weight_ih_l0' is [8, 4]; with 'encoder.weight' [7, 3] and 'rnn.weight_hh_l0' [8, 2] it must be [8, 3]" },
        { "decoder.weight 8 2", "", "'decoder.weight' is [8, 2]; with 'encoder.weight' [7, 3] and 'rnn.weight_hh_l0' [8, 2] it must be [7, 2]" },
        { "decoder.bias 6", "", "'decoder.bias' is [6]; " },
        { "encoder.weight 0 3", "", "'encoder.weight' is [0, 3], no matrix" },
        { "attention.weight 2 2", "", "nothing here is 'attention.weight'; map them, theirs=ours (theirs= leaves one out)" },
        { "embedding.weight 7 3", "", "'encoder.weight', 'embedding.weight' would all be 'embedding.weight'" },
        { "decoder.bias", "", "there is no 'output.bias' (where there are none, save zeros); map them" },
        { "decoder.weight", "", "there is no 'output.weight' (where it is the embedding's, map that to both)" },
        { "", "nothing=embedding", "it has no tensor 'nothing'; there are: 'encoder.weight', 'rnn.weight_ih_l0', " },
        { "", "enc=embedding", "it has no tensor 'enc'" },
        { "", "encoder=word", "there is no 'embedding.weight', and nothing here is 'encoder.weight'" },
        { "a\n\u001b[31mb 1", "", @"nothing here is 'a\u000A\u001B[31mb'" },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void Another_network_is_refused_in_a_line_that_names_the_tensors(string change, string map, string message)
    {
        var file = File("encoder", "rnn", "decoder");
        var words = change.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 1) file.Remove(words[0]);
        else if (words.Length > 1) file[words[0]] = zeros([.. words.Skip(1).Select(long.Parse)]);
        Assert.Contains(message, Refusal(file, map), StringComparison.Ordinal);
    }

    [Fact]
    public void What_holds_no_finite_real_numbers_is_refused()
    {
        var file = File();
        file["output.bias"] = ones(7, dtype: ScalarType.Int64);
        Assert.Contains("'output.bias' holds Int64, no real numbers", Refusal(file, ""), StringComparison.Ordinal);
        file["output.bias"] = tensor(new[] { 0, 0, float.NaN, 0, 0, 0, 0 });
        Assert.Contains("'output.bias' holds numbers that are not finite", Refusal(file, ""), StringComparison.Ordinal);
        file["output.bias"] = full(7, 1e300, ScalarType.Float64);
        Assert.Contains("'output.bias' holds numbers that are not finite", Refusal(file, ""), StringComparison.Ordinal);
        Assert.Contains("its tensors are not those of an LSTM language model", Refusal([], ""), StringComparison.Ordinal);
    }

    static string Refusal(Dictionary<string, Tensor> file, string map)
    {
        var message = Assert.Throws<InvalidInputException>(() => LstmWeights.Of(file, Names(map))).Message;
        Assert.DoesNotContain('\n', message);
        return message;
    }
}
