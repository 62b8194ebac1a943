namespace SeqGan.Data.Images;

/// <summary>A figure of the procedural set; the names are its classes, in this order.</summary>
internal enum Figure
{
    Circle,
    Square,
    Triangle,
    Cross,
    Bar,
    Diamond,
}

/// <summary>A figure somewhere in an image; lengths are parts of the image's side.</summary>
internal readonly record struct ShapeFigure
{
    readonly Figure _figure;
    readonly bool _filled;
    readonly double _cosine, _sine, _stroke;

    /// <param name="figure">Which one.</param>
    /// <param name="filled">Else only its outline is drawn.</param>
    /// <param name="x">Its centre, from the left.</param>
    /// <param name="y">Its centre, from the top.</param>
    /// <param name="radius">How far it reaches.</param>
    /// <param name="angle">How far it is turned, in radians.</param>
    /// <param name="stroke">Half the width of an outline.</param>
    public ShapeFigure(Figure figure, bool filled, double x, double y, double radius, double angle, double stroke)
    {
        (_figure, _filled, X, Y, Radius, _stroke) = (figure, filled, x, y, radius, stroke);
        (_sine, _cosine) = Math.SinCos(angle);
    }

    public double X { get; init; }

    public double Y { get; init; }

    public double Radius { get; init; }

    /// <summary>How far a point is from the ink, near it; inside the number is negative.</summary>
    public double Distance(double x, double y)
    {
        var (dx, dy) = (x - X, y - Y);
        var (u, v) = (Math.Abs(_cosine * dx + _sine * dy), _cosine * dy - _sine * dx); // every figure is alike on its left and right
        var w = Math.Abs(v);
        var distance = _figure switch
        {
            Figure.Circle => Math.Sqrt(u * u + v * v) - Radius,
            Figure.Square => Box(u, w, 0.8 * Radius, 0.8 * Radius),
            Figure.Triangle => Math.Max(v - 0.5 * Radius, 0.8660254 * u - 0.5 * v - 0.5 * Radius), // of equal sides, as half-planes
            Figure.Cross => Math.Min(Box(u, w, Radius, 0.36 * Radius), Box(u, w, 0.36 * Radius, Radius)),
            Figure.Bar => Box(u, w, Radius, 0.45 * Radius),
            _ => (u + w - Radius) * 0.70710678,
        };
        return _filled ? distance : Math.Abs(distance + _stroke) - _stroke; // the outline lies inside
    }

    static double Box(double u, double w, double width, double height) => Math.Max(u - width, w - height);
}
