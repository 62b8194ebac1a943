#:project ../../src/Eval/SeqGan.Eval.csproj
#:property PublishAot=false

// Our side of bleu_speed.py: GENERATED REFERENCE bleu|self-bleu THREADS REPEATS LINE,...
// Scores of orders 2 to 5 of all generated lines, from tokens in memory, the counting of the references included; once in a new process
// and so often again. Printed as JSON: wall and processor seconds of each time, the means, and what the asked lines score.
using System.Diagnostics;
using System.Text.Json;
using SeqGan.Eval;

var (generated, references, threads, scores) = (Read(args[0]), Read(args[1]), int.Parse(args[3]), BleuOptions.Orders(2, 5));
var (wall, processor, sentences) = (new List<double>(), new List<double>(), Array.Empty<double[]>()); // [line][score]
for (var i = 0; i <= int.Parse(args[4]); i++)
{
    GC.Collect(); // what the last time left is none of this one's
    var (watch, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
    sentences = args[2] == "bleu"
        ? new BleuReferences<string>(references, 5).Sentences(generated, scores, threads)
        : new BleuReferences<string>(generated, 5).SelfSentences(scores, threads);
    wall.Add(watch.Elapsed.TotalSeconds);
    processor.Add((Environment.CpuUsage.TotalTime - before).TotalSeconds);
}
Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object>
{
    ["wall"] = wall,
    ["processor"] = processor,
    ["means"] = scores.Select((_, s) => sentences.Average(sentence => sentence[s])).ToArray(),
    ["lines"] = args[5].Split(',').Select(line => sentences[int.Parse(line)]).ToArray(),
}));

static string[][] Read(string path) => [.. File.ReadLines(path).Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Where(line => line.Length > 0)];
