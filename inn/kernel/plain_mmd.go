package kernel

// Kernels of distances in plain Go. The sums run in float64: a tile may hold many thousands of terms.

func imq(n int, d, a2, w []float32) float32 {
	var sum float64
	d = d[:n]
	for i, q := range d {
		q = max(q, 0)
		var v, g float32
		for _, a := range a2 {
			r := 1 / (a + q)
			ar := a * r
			v += ar
			g += ar * r
		}
		if w != nil {
			v *= w[i]
			g *= w[i]
		}
		sum += float64(v)
		d[i] = g
	}
	return float32(sum)
}

func imqValue(n int, d, a2, w []float32) float32 {
	var sum float64
	for i, q := range d[:n] {
		q = max(q, 0)
		var v float32
		for _, a := range a2 {
			v += a / (a + q)
		}
		if w != nil {
			v *= w[i]
		}
		sum += float64(v)
	}
	return float32(sum)
}

func expNeg(n int, d []float32, c float32) {
	d = d[:n]
	for i, q := range d {
		d[i] = exp32(-c * max(q, 0))
	}
}
