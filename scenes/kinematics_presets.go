package scenes

// The presets of kinematics and ballistics: the recipe of the benchmark's tasks, with a z that is no wider than what a y
// without noise leaves of x.

// armPreset trains the arm by the paper's losses. Without noise on y, z is what y leaves of x: two numbers.
func armPreset() Preset {
	p := benchmarkINN(4, 2)
	p.Config.DimZ, p.Config.Kernels = 2, []float64{0.05, 0.2, 0.9}
	return p
}

// throwPreset trains the throw.
func throwPreset() Preset {
	p := benchmarkINN(4, 1)
	p.Config.DimZ, p.Config.Kernels = 3, []float64{0.05, 0.2, 0.9}
	return p
}
