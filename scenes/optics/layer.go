package optics

import "math"

// One homogeneous layer. In units of the square root of flux the matrices of reflection R and transmission T are
// symmetric, and it is R + T and R − T that are followed: what comes back when the layer is lit alike from both
// sides, and oppositely.

// Layer is a slab of one medium.
type Layer struct {
	Absorption float64 // μa, 1/cm
	Scattering float64 // μs, 1/cm
	Anisotropy float64 // g, the mean cosine of scattering
	Thickness  float64 // cm
}

// medium is what the quadrature is in one medium.
type medium struct {
	n        int       // channels that exist in it
	mu       []float64 // their cosines
	w        []float64 // their weights
	d        []float64 // √(w/μ)
	legendre []float64 // P_l(μ), terms×n
	g        float64   // of the following
	even     []float64 // d·Σ(2l+1)χ_l·P_l·P_l·d over even l, n×n
	odd      []float64 // and over odd l
	forward  float64   // share of scattering that counts as none
}

// newMedium prepares the medium of an index of refraction for a phase function of so many terms.
func newMedium(all []channel, index float64, terms int) *medium {
	m := &medium{g: math.NaN()}
	for _, c := range all {
		if c.s >= index {
			break
		}
		mu := cosine(c.s, index)
		w := c.flux / (2 * index * index * mu)
		m.mu, m.w, m.d = append(m.mu, mu), append(m.w, w), append(m.d, math.Sqrt(w/mu))
	}
	m.n = len(m.mu)
	m.legendre = make([]float64, terms*m.n)
	for i, mu := range m.mu {
		before, p := 0.0, 1.0
		for l := range terms {
			m.legendre[l*m.n+i] = p
			before, p = p, (float64(2*l+1)*mu*p-float64(l)*before)/float64(l+1)
		}
	}
	m.even, m.odd = make([]float64, m.n*m.n), make([]float64, m.n*m.n)
	return m
}

// scatter prepares the phase function of Henyey and Greenstein, whose moments are gˡ, by the delta-M method
// (Wiscombe, Journal of the Atmospheric Sciences 34, 1408 (1977)): the first moment that the quadrature cannot
// follow, g^terms, is taken as the share of light that goes straight on.
func (m *medium) scatter(g float64) {
	if g == m.g {
		return
	}
	n, terms := m.n, len(m.legendre)/m.n
	m.g, m.forward = g, math.Pow(g, float64(terms))
	clear(m.even)
	clear(m.odd)
	moment := 1.0
	for l := range terms {
		to := m.even
		if l%2 == 1 {
			to = m.odd
		}
		f := float64(2*l+1) * (moment - m.forward) / (1 - m.forward)
		p := m.legendre[l*n : (l+1)*n]
		for i, v := range p {
			v *= f
			for j, u := range p {
				to[i*n+j] += v * u
			}
		}
		moment *= g
	}
	// What the quadrature loses or adds goes straight on: without absorption no light may be lost (Prahl 1995).
	for i := range n {
		sum := 0.0
		for j, w := range m.w {
			sum += w * m.even[i*n+j]
		}
		m.even[i*n+i] += (1 - sum) / m.w[i]
		m.odd[i*n+i] += (1 - sum) / m.w[i]
	}
	for i, a := range m.d {
		for j, b := range m.d {
			m.even[i*n+j] *= a * b
			m.odd[i*n+j] *= a * b
		}
	}
}

// thin is the optical thickness along the flattest channel below which a slab is started.
const thin = 0.4

// slab computes R and T (n×n) of a layer by doubling: a slab so thin that the diamond scheme does (Wiscombe, Journal
// of Quantitative Spectroscopy and Radiative Transfer 16, 637 (1976)), put on itself until it is as thick as the layer.
func (s *Solver) slab(m *medium, l *Layer, r, t []float64) {
	n := m.n
	m.scatter(l.Anisotropy)
	scattering := l.Scattering * (1 - m.forward)
	depth := (l.Absorption + scattering) * l.Thickness
	albedo := 0.0
	if depth > 0 {
		albedo = scattering / (l.Absorption + scattering)
	}
	flattest := m.mu[0]
	for _, mu := range m.mu {
		flattest = min(flattest, mu)
	}
	doublings := max(0, int(math.Ceil(math.Log2(depth/(thin*flattest)))))
	half := math.Ldexp(depth, -doublings-1)

	// With u the sum of down and up and v their difference, u' = −(A+B)·v and v' = −(A−B)·u. Midway differences give
	// R + T = (1+X)⁻¹(1−X) = 2(1+X)⁻¹ − 1 with X = half·(A−B), and T − R the same with A+B.
	both, opposite, root := s.a[:n*n], s.b[:n*n], s.c[:n*n]
	for _, c := range []struct{ phase, to []float64 }{{m.even, both}, {m.odd, opposite}} {
		for i := range n {
			for j := range n {
				root[i*n+j] = -half * albedo * c.phase[i*n+j]
			}
			root[i*n+i] += 1 + half/m.mu[i]
		}
		unit := s.d[:n*n]
		clear(unit)
		for i := range n {
			unit[i*n+i] = 1
			c.to[i*n+i] = 0
		}
		cholesky(root, n)
		forward(root, unit, n)
		clear(c.to)
		addSquare(c.to, unit, 2, n)
		for i := range n {
			c.to[i*n+i]--
		}
	}
	for i := range n * n {
		r[i], t[i] = (both[i]-opposite[i])/2, (both[i]+opposite[i])/2
	}
	for range doublings {
		s.double(r, t, n)
	}
}

// double puts a slab on itself: between the halves light alike from both sides sees a mirror, opposite light one that
// turns its sign, R ± T becomes R ± T·(1 ∓ R)⁻¹·T.
func (s *Solver) double(r, t []float64, n int) {
	both, opposite, root, x := s.a[:n*n], s.b[:n*n], s.c[:n*n], s.d[:n*n]
	for _, c := range []struct {
		sign float64
		to   []float64
	}{{1, both}, {-1, opposite}} {
		for i, v := range r[:n*n] {
			root[i] = -c.sign * v
		}
		for i := range n {
			root[i*n+i]++
		}
		copy(x, t[:n*n])
		copy(c.to, r[:n*n])
		cholesky(root, n)
		forward(root, x, n)
		addSquare(c.to, x, c.sign, n)
	}
	for i := range n * n {
		r[i], t[i] = (both[i]+opposite[i])/2, (both[i]-opposite[i])/2
	}
}
