using System.Globalization;
using System.Xml.Linq;
using SeqGan.Reports;

namespace SeqGan.Tests.Reports;

public sealed class DotChartTests
{
    static XElement[] Draw(params ChartDot[] dots) => [.. XDocument.Parse(new DotChart("a < b", "unit", "note & more", dots).ToSvg()).Root!.Elements()];

    static double[] Heights(XElement[] elements, string radius) =>
        [.. elements.Where(element => element.Name.LocalName == "circle" && element.Attribute("r")!.Value == radius).Select(element => double.Parse(element.Attribute("cy")!.Value, CultureInfo.InvariantCulture))];

    [Fact]
    public void Every_value_has_its_dot_and_higher_values_stand_higher()
    {
        var elements = Draw(new ChartDot("one", [1, 3], 2, 1.41), new ChartDot("two", [5], 5, 0));
        var (small, large) = (Heights(elements, "2.5"), Heights(elements, "5"));
        Assert.True(small is [var one, var three, var five] && one > three && three > five);
        Assert.Equal((small[0] + small[1]) / 2, large[0], 0.1); // an even scale
        Assert.Single(elements, element => element.Attribute("stroke-width") is not null); // a bar where there is a deviation
        Assert.Contains(elements, element => element.Value == "a < b");
    }

    [Fact]
    public void Values_far_apart_are_shown_by_their_ratios()
    {
        var large = Heights(Draw(new ChartDot("one", [1], 1, 0), new ChartDot("ten", [10], 10, 0), new ChartDot("hundred", [100], 100, 120)), "5");
        Assert.Equal(large[0] - large[1], large[1] - large[2], 0.2);
    }
}
