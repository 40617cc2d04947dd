package scenes

import "innlab/inn"

// The presets of kinematics and ballistics, whose simulators have no noise: z is no wider than what y leaves of x, and
// what comes out of the inverse pass must give y back to the last digits that the network has.

// armPreset trains the arm by the paper's losses. Where the arm is nearly stretched the posterior narrows with the root of
// what is left to its reach; by the logit of that the network, and the kernels that compare by y, see one such y as well
// as the other. Over 100 y of the prior predictive this halves the distance to the exact posterior.
func armPreset() Preset {
	p := sharpINN(4, 2)
	p.Config.LogitY = true
	return p
}

// throwPreset trains the throw; with a single number to predict, L_y can be loud. Angles end, which a smooth network does
// not: what lies beyond is drawn again, for the nearest angle that there is lets such a throw land up to 4 m away.
func throwPreset() Preset {
	p := sharpINN(4, 1)
	p.Config.Inside = true
	p.Live.Loss[inn.LossY].Weight = 1000
	return p
}

// sharpINN is the recipe for dimX numbers that are inferred from dimY without noise. The x of one y lie on a surface, for
// the arm a ring or a sphere, which the plane of z must be bent to cover. What that takes beside the general recipe: more
// and smaller blocks, mixed by rotations, for with some permutations a network ends in a fold; strong L_y and
// reconstruction, which keep x on its y, and with these a stronger L_x, which spreads x evenly; and gradients shortened as
// a whole, which a high rate needs to be steady.
func sharpINN(dimX, dimY int) Preset {
	p := General(dimX, dimY, dimX-dimY)
	c, l := &p.Config, &p.Live
	c.Kernels = []float64{0.05, 0.2, 0.9}
	c.Blocks, c.Hidden, c.Mix = 8, []int{48, 48}, inn.Orthogonal
	c.Batch, c.Steps, c.Clip, c.ClipNorm = 384, 10000, 0, 20
	l.Rate = 1.2e-2
	l.Loss[inn.LossY].Weight, l.Loss[inn.LossRec].Weight = 200, 200
	l.Loss[inn.LossX].Weight = 1200
	return p
}
