package paint

import (
	"image/color"

	"github.com/lucasb-eyer/go-colorful"
)

// Light is an illuminant together with the observer. White is the colour of a perfect white under it, Y = 1.
type Light struct {
	Name    string
	White   [3]float64
	weights [Bands][3]float64
	toD65   [3][3]float64 // chromatic adaptation
}

// The lights: daylight, and a tungsten lamp.
var (
	D65 = newLight("D65", func(i int) float64 { return daylight[i] })
	A   = newLight("A", func(i int) float64 { return lamp(observerFirst + Step*float64(i)) })
)

// Adaptation names the transform with which a swatch under a lamp is shown on a screen whose white is daylight.
const Adaptation = "Bradford"

// newLight computes the weights with which a reflectance becomes X, Y, Z. What the observer sees beyond the bands counts
// with the band at the end (ASTM E308, 7.3.2.2), so that a perfect white has the white point of the whole range.
func newLight(name string, power func(i int) float64) *Light {
	l := &Light{Name: name}
	var sum float64
	for i := range observer {
		sum += power(i) * observer[i][1]
	}
	before := int((First - observerFirst) / Step)
	for i, xyz := range observer {
		band := min(max(i-before, 0), Bands-1)
		for j, v := range xyz {
			w := power(i) * v / sum
			l.weights[band][j] += w
			l.White[j] += w
		}
	}
	l.toD65 = adapt(l.White, colorful.D65)
	return l
}

// XYZ returns the tristimulus values of a reflectance (Bands), Y = 1 for a perfect white.
func (l *Light) XYZ(r []float64) (xyz [3]float64) {
	for i, w := range l.weights {
		for j, v := range w {
			xyz[j] += v * r[i]
		}
	}
	return xyz
}

// Lab returns L*, a*, b* (CIE 1976) of a reflectance (Bands) beside a perfect white under the same light.
func (l *Light) Lab(r []float64) [3]float64 {
	c := l.XYZ(r)
	x, y, z := colorful.XyzToLabWhiteRef(c[0], c[1], c[2], l.White)
	return [3]float64{100 * x, 100 * y, 100 * z}
}

// Swatch returns how a screen shows a reflectance (Bands) to an eye that has adapted to the light, and whether the
// screen can; where it cannot, the nearest it has.
func (l *Light) Swatch(r []float64) (c color.NRGBA, inside bool) {
	xyz := apply(&l.toD65, l.XYZ(r))
	return screen(colorful.Xyz(xyz[0], xyz[1], xyz[2]))
}

// SRGB returns how a screen shows L*, a*, b* of daylight, and whether it can; where it cannot, the nearest it has.
func SRGB(lab [3]float64) (c color.NRGBA, inside bool) { return screen(unlab(lab)) }

// Lab returns L*, a*, b* of daylight of what a screen shows.
func Lab(c color.NRGBA) [3]float64 {
	l, a, b := colorful.Color{R: float64(c.R) / 255, G: float64(c.G) / 255, B: float64(c.B) / 255}.Lab()
	return [3]float64{100 * l, 100 * a, 100 * b}
}

// unlab turns L*, a*, b* into the library's colours.
func unlab(lab [3]float64) colorful.Color {
	return colorful.Lab(lab[0]/100, lab[1]/100, lab[2]/100)
}

// screen rounds a colour to what a screen has. Inside is what rounds to a colour of the screen anyway.
func screen(c colorful.Color) (color.NRGBA, bool) {
	const half = 0.5 / 255
	inside := true
	for _, v := range []float64{c.R, c.G, c.B} {
		inside = inside && v >= -half && v <= 1+half
	}
	r, g, b := c.Clamped().RGB255()
	return color.NRGBA{R: r, G: g, B: b, A: 255}, inside
}
