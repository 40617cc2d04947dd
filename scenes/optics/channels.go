// Package optics computes how much light a stack of scattering layers reflects and lets through, by the
// adding–doubling method: van de Hulst, Multiple Light Scattering (1980); Prahl, van Gemert, Welch, Determining the
// optical properties of turbid media by using the adding–doubling method, Applied Optics 32, 559 (1993); Prahl, The
// adding-doubling method, in: Optical-Thermal Response of Laser-Irradiated Tissue (1995). Lengths are in cm,
// coefficients in 1/cm. The layers are plane, the light comes straight down from outside, and the phase function is
// that of Henyey and Greenstein.
package optics

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/integrate/quad"
	"gonum.org/v1/gonum/mat"
)

// Light is followed in channels: cones of directions that keep s = n·sin θ, the number that refraction does not
// change. A channel therefore has one cosine in every medium, and none in a medium with n < s, from which it is
// reflected in full. Channels come in groups that such critical angles separate, since what happens to light jumps
// there; within a group all is smooth, and a Gauss quadrature does.

// channel is one cone of directions.
type channel struct {
	s    float64 // n·sin θ
	flux float64 // 2·n²·μ·w, the flux of a radiance n² in it; the same in every medium
}

// channels returns the quadrature for media with the given indices of refraction in a surrounding of index outside,
// rising in s: points of them leave the stack, points are reflected by its surface, and half as many more are caught
// between each two of the media. The first is straight down.
func channels(points int, outside float64, indices []float64) []channel {
	media := slices.Clone(indices)
	slices.Sort(media)
	media = slices.Compact(media)
	if media[0] < outside {
		panic(fmt.Sprintf("optics: a medium of index %g in a surrounding of %g; it must not be less", media[0], outside))
	}
	var all []channel
	add := func(n, from, to float64, m int, radau bool) {
		mu, w := make([]float64, m), make([]float64, m)
		if radau {
			radauNodes(mu, w, from, to)
		} else {
			quad.Legendre{}.FixedLocations(mu, w, from, to)
		}
		for i := m - 1; i >= 0; i-- {
			all = append(all, channel{n * math.Sqrt(max(0, 1-mu[i]*mu[i])), 2 * n * n * mu[i] * w[i]})
		}
	}
	if media[0] == outside {
		add(outside, 0, 1, 2*points, true) // nothing is reflected by the surface
	} else {
		add(media[0], cosine(outside, media[0]), 1, points, true)
		add(media[0], 0, cosine(outside, media[0]), points, false)
	}
	for i, n := range media[1:] {
		add(n, 0, cosine(media[i], n), (points+1)/2, false)
	}
	return all
}

// cosine is that of a channel in a medium.
func cosine(s, n float64) float64 { return math.Sqrt(1 - (s/n)*(s/n)) }

// radauNodes fills mu and w with the Gauss–Radau quadrature on [from, to] whose last node is to: the eigenvalues of
// the Legendre polynomials' Jacobi matrix with its last entry changed so that 1 is one of them (Golub, Some modified
// matrix eigenvalue problems, SIAM Review 15, 318 (1973)).
func radauNodes(mu, w []float64, from, to float64) {
	n := len(mu)
	b := func(k int) float64 { return float64(k) / math.Sqrt(float64(4*k*k-1)) }
	jacobi := mat.NewSymDense(n, nil)
	for k := 1; k < n; k++ {
		jacobi.SetSym(k-1, k, b(k))
	}
	// The last column of Jacobi's recurrence at 1, where the orthonormal polynomials are p_k(1) = √(k+½).
	if n == 1 {
		jacobi.SetSym(0, 0, 1)
	} else {
		k := float64(n - 1)
		jacobi.SetSym(n-1, n-1, 1-b(n-1)*math.Sqrt((k-0.5)/(k+0.5)))
	}
	var eigen mat.EigenSym
	if !eigen.Factorize(jacobi, true) {
		panic("optics: the quadrature has no eigenvalues")
	}
	eigen.Values(mu)
	var v mat.Dense
	eigen.VectorsTo(&v)
	half := (to - from) / 2
	for i := range mu {
		first := v.At(0, i)
		w[i] = 2 * first * first * half
		mu[i] = from + (1+mu[i])*half
	}
	mu[n-1] = to
}
