package inn

import "innlab/inn/net"

// Start is how perceptrons begin. LastScale multiplies the last layer of each, so that a small factor starts the network
// near its fixed parts alone.
func (c *Config) Start() net.Start {
	return net.Start{Xavier: c.Init == Xavier, Scale: c.InitScale, Last: c.LastScale}
}

// start draws the weights a training begins with.
func (f *flow) start(c *Config) []float32 {
	w := make([]float32, f.params)
	r := net.NewSource().At(c.Seed, net.ForStart, 0, 0)
	for i := range f.blocks {
		f.blocks[i].sub1.Start(r, w, c.Start())
		f.blocks[i].sub2.Start(r, w, c.Start())
	}
	return w
}
