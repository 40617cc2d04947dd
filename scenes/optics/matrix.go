package optics

import "math"

// The matrices are too small for a library: ten by ten, and thousands of them for a spectrum. They are row-major,
// n×n.

// cholesky turns the lower half of the symmetric positive definite a into its factor L.
func cholesky(a []float64, n int) {
	for j := range n {
		row := a[j*n : j*n+j+1]
		d := row[j]
		for _, v := range row[:j] {
			d -= v * v
		}
		d = math.Sqrt(d)
		row[j] = d
		for i := j + 1; i < n; i++ {
			under := a[i*n : i*n+j+1]
			v := under[j]
			for k, u := range row[:j] {
				v -= u * under[k]
			}
			under[j] = v / d
		}
	}
}

// forward overwrites the n rows of x with L⁻¹·x.
func forward(l, x []float64, n int) {
	for i := range n {
		row := x[i*n : (i+1)*n]
		for k, v := range l[i*n : i*n+i] {
			for c, u := range x[k*n : (k+1)*n] {
				row[c] -= v * u
			}
		}
		d := 1 / l[i*n+i]
		for c := range row {
			row[c] *= d
		}
	}
}

// addSquare adds sign·xᵀ·x to the symmetric a.
func addSquare(a, x []float64, sign float64, n int) {
	for k := range n {
		row := x[k*n : (k+1)*n]
		for i, v := range row {
			v *= sign
			to := a[i*n : i*n+i+1]
			for j, u := range row[:i+1] {
				to[j] += v * u
			}
		}
	}
	for i := range n {
		for j := range i {
			a[j*n+i] = a[i*n+j]
		}
	}
}

// multiply sets c to a·b.
func multiply(c, a, b []float64, n int) {
	clear(c[:n*n])
	for i := range n {
		row := c[i*n : (i+1)*n]
		for k, v := range a[i*n : (i+1)*n] {
			for j, u := range b[k*n : (k+1)*n] {
				row[j] += v * u
			}
		}
	}
}

// solve overwrites b (n×m) with a⁻¹·b and spoils a, by elimination without pivots: a is 1 minus a product of
// reflections, whose norm is below 1, so that no pivot comes near 0.
func solve(a, b []float64, n, m int) {
	for k := range n {
		p := 1 / a[k*n+k]
		row, right := a[k*n:(k+1)*n], b[k*m:(k+1)*m]
		for i := k + 1; i < n; i++ {
			f := a[i*n+k] * p
			under := a[i*n : (i+1)*n]
			for j := k + 1; j < n; j++ {
				under[j] -= f * row[j]
			}
			for j, v := range right {
				b[i*m+j] -= f * v
			}
		}
	}
	for i := n - 1; i >= 0; i-- {
		to := b[i*m : (i+1)*m]
		for k := i + 1; k < n; k++ {
			f := a[i*n+k]
			for j, v := range b[k*m : (k+1)*m] {
				to[j] -= f * v
			}
		}
		p := 1 / a[i*n+i]
		for j := range to {
			to[j] *= p
		}
	}
}
