// Package paint mixes paints and says what colour comes of it. Light in an opaque layer of paint is absorbed and
// scattered back (Kubelka, Munk, Zeitschrift für technische Physik 12, 593 (1931)); in a mixture both add up, each paint
// by its share (Duncan, Proceedings of the Physical Society 52, 390 (1940)). The paints are 13 artists' paints of one
// pigment each, as measured for miciwan/PaintMixing (CC BY 4.0): table.go has their absorption and scattering.
package paint

import "math"

// Source is what must be said where the paints are shown.
const Source = "Paint data: miciwan/PaintMixing, CC BY 4.0"

// The wavelengths at which reflectances are given, in nm. Beyond them the measurements of the paints are weak.
const (
	First = 410.0
	Step  = 10.0
	Bands = 28 // up to 680 nm
)

// Count is the number of paints; Tint is the share of a paint in white with which it is shown, so that the dark ones can
// be told apart.
const (
	Count = 13
	Tint  = 0.3
)

// Paint is one of the paints.
type Paint struct {
	Code, Name string
	K, S       [Bands]float64 // absorption and scattering, in units of the scattering of white
}

// The first paint.
const White = 0

// Wavelength returns that of band i, in nm.
func Wavelength(i int) float64 { return First + Step*float64(i) }

// Reflectance computes the diffuse reflectance (Bands, 0 to 1) of an opaque layer in which the paints have the given
// shares (Count, sum 1): K/S = Σ c K / Σ c S, and R = 1 + Q − √(Q² + 2Q) with Q = K/S.
func Reflectance(shares, r []float64) {
	var k, s [Bands]float64
	for p, c := range shares {
		if c == 0 {
			continue // most paints, where recipes are short
		}
		for i := range k {
			k[i] += c * Paints[p].K[i]
			s[i] += c * Paints[p].S[i]
		}
	}
	for i := range k {
		r[i] = reflect(k[i] / s[i])
	}
}

// reflect returns R of Q = K/S. The textbook's 1 + Q − √(Q² + 2Q) is turned so that large Q do not cancel.
func reflect(q float64) float64 { return 1 / (1 + q + math.Sqrt(q*q+2*q)) }

// ratio returns Q = K/S = (1−R)²/2R of a reflectance.
func ratio(r float64) float64 { return (1 - r) * (1 - r) / (2 * r) }

// Masstone returns the shares (Count) of one paint alone.
func Masstone(p int) []float64 {
	c := make([]float64, Count)
	c[p] = 1
	return c
}

// Tinted returns the shares (Count) of one paint in white.
func Tinted(p int) []float64 {
	c := make([]float64, Count)
	c[White] = 1 - Tint
	c[p] += Tint
	return c
}
