package inn

// invertibleDefault is a training of the invertible network for a problem of which nothing else is known: x and y scaled,
// a network that has room for both, and the weights that learn the toy.
func invertibleDefault(p *Problem) (Config, Live) {
	dimZ := max(1, p.DimX-1)
	if p.Labels > 0 {
		dimZ = p.DimX
	}
	c := Config{
		Blocks: 6, Hidden: []int{64, 64}, Activation: ReLU,
		DimZ: dimZ, Width: max(2*p.DimX, p.DimX+p.DimY, p.DimY+dimZ, 4),
		Clamp: 2, Mix: Permute, Init: Xavier, InitScale: 0.05, LastScale: 0.3,
		Batch: 192, Steps: 4000, Warmup: 50, Cosine: true, FloorRate: 0.005,
		Beta1: 0.8, Beta2: 0.99, Eps: 1e-6, Clip: 15, Average: 0.995,
		Kernels: []float64{0.05, 0.2, 0.9, 2}, Cross: 4, Lattice: true,
		Fit: Square, Shape: ShapeAuto, ShapeY: 2, RecPadding: 0.2, RecZGrad: true, Sigma: 0.05,
		Scale: true, Round: true,
	}
	l := Live{Rate: 5e-3, PadNoise: 0.05}
	for i, w := range [NumLosses]float64{LossY: 100, LossZ: 100, LossX: 400, LossRec: 30} {
		l.Loss[i] = Term{On: w > 0, Weight: max(w, 1)}
	}
	return c, l
}
