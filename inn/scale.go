package inn

import "innlab/inn/net"

// scaleDraws is the number of simulations on which a scaling is measured.
const scaleDraws = 4096

// newScalings gives the scalings of x and y. Labels are never scaled.
func newScalings(p *Problem, c *Config) (x, y net.Scaling) {
	x, y = net.Unscaled(p.DimX), net.Unscaled(p.DimY)
	if c.Scale {
		r := net.NewSource().At(c.Seed, net.ForScale, 0, 0)
		xs, ys := make([]float64, scaleDraws*p.DimX), make([]float64, scaleDraws*p.DimY)
		for i := range scaleDraws {
			p.Pair(r, xs[i*p.DimX:(i+1)*p.DimX], ys[i*p.DimY:(i+1)*p.DimY])
		}
		x = net.Measured(xs, p.DimX)
		if p.Labels == 0 {
			y = net.Measured(ys, p.DimY)
		}
	}
	return x, y
}
