package baseline

import (
	"math"

	"innlab/inn"
)

// Conditional is a training of the method cinn, for a problem of which only dimensions and bounds are known, with n fixed
// simulations, or with fresh ones in every step for n = 0. The rate is as high as the flow bears, for nothing else
// matters as much to what it comes to.
func Conditional(p *inn.Problem, n int) (inn.Config, inn.Live) {
	c := inn.Config{
		Blocks: 6, Hidden: []int{64, 64}, Activation: inn.SiLU, Mix: inn.Permute, Clamp: 2,
		Bins: 8, Bound: 5, Networks: 1,
		Init:  inn.Xavier,
		Batch: 256, Steps: 4000, Warmup: 50, Cosine: true,
		Beta1: 0.9, Beta2: 0.999, Eps: 1e-8, ClipNorm: 5, Average: 0.99,
		Scale: true, Logit: byLogit(p), Inside: drawnInside(p),
		Seed: 1,
	}
	if n > 0 {
		Epochs(&c, n, 60)
	}
	return c, inn.Live{Rate: 1e-2, Loss: [inn.NumLosses]inn.Term{{On: true, Weight: 1}}}
}

// Epochs sets the schedule to so many passes through the n simulations that are not held out.
func Epochs(c *inn.Config, n int, epochs float64) {
	trained := float64(n - int(c.HoldOut*float64(n)))
	c.Steps = max(1, int(math.Round(epochs*trained/float64(c.Batch))))
}

// cinnDefault is Conditional for the simulations that the problem has.
func cinnDefault(p *inn.Problem) (inn.Config, inn.Live) {
	if p.Table != nil {
		return Conditional(p, p.Table.N)
	}
	return Conditional(p, 0)
}
