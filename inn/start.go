package inn

import "math"

// start draws the weights a training begins with. Xavier: standard deviation √(2/(in+out)) (Glorot & Bengio 2010,
// eq. 16), biases 0; normal: InitScale for weights and biases alike. The last layer of every subnet is multiplied by
// LastScale, so that a small factor starts the network near its mixers alone.
func (f *flow) start(c *Config) []float32 {
	w := make([]float32, f.params)
	r := newSource().at(c.Seed, forStart, 0, 0)
	for i := range f.blocks {
		for _, s := range []*subnet{&f.blocks[i].sub1, &f.blocks[i].sub2} {
			for n, l := range s.layers {
				columns, sd := l.in+1, c.InitScale
				if c.Init == Xavier {
					columns, sd = l.in, math.Sqrt(2/float64(l.in+l.out))
				}
				if n == len(s.layers)-1 {
					sd *= c.LastScale
				}
				for row := range l.out {
					for j := range columns {
						w[l.place(row, j)] = float32(sd * r.NormFloat64())
					}
				}
			}
		}
	}
	return w
}
