package scenes

import "innlab/inn"

// The presets of kinematics and ballistics, whose simulators have no noise: z is no wider than what y leaves of x, and
// what comes out of the inverse pass must give y back to the last digits that the network has.

// armPreset trains the arm by the paper's losses. The arms of one y lie on a closed surface, a ring or a sphere, which
// the plane of z must be bent to cover. What that takes beside the general recipe: more blocks, a lower rate and
// clipped gradients; strong L_y and reconstruction, which keep the arms on their target; and with these a stronger L_x,
// which spreads them evenly. Seeds differ: some end in a fold that is nearly twice as far from the exact posterior. Where
// the arm is nearly stretched the posterior is narrow and most in error, so that a dozen y may flatter a network or wrong
// it.
func armPreset() Preset { return sharpINN(4, 2) }

// throwPreset trains the throw. Angles end, which a smooth network does not: what lies beyond is drawn again, for the nearest
// angle that there is lets such a throw land up to 4 m away.
func throwPreset() Preset {
	p := sharpINN(4, 1)
	p.Config.Inside = true
	return p
}

// sharpINN is the recipe for dimX numbers that are inferred from dimY without noise.
func sharpINN(dimX, dimY int) Preset {
	p := General(dimX, dimY, dimX-dimY)
	c, l := &p.Config, &p.Live
	c.Kernels = []float64{0.05, 0.2, 0.9}
	c.Blocks, c.Batch, c.Steps, c.Clip = 10, 384, 6000, 1
	l.Rate = 2e-3
	l.Loss[inn.LossY].Weight, l.Loss[inn.LossRec].Weight = 200, 200
	l.Loss[inn.LossX].Weight = 1200
	return p
}
