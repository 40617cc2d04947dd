package baseline

import (
	"math"

	"innlab/inn/net"
)

// Normal distributions that a network predicts, column by column: n means, then n numbers that stand for the logarithms of
// spreads. These are bounded softly, so that a column without noise does not run away.

// mostLogSpread bounds the logarithm of a spread to ± this, with x scaled.
const mostLogSpread = 5

// logSpread is the logarithm of the spread that a number stands for, and its slope.
func logSpread(raw float32) (s, slope float64) {
	t := math.Tanh(float64(raw) / mostLogSpread)
	return mostLogSpread * t, 1 - t*t
}

// normalLoss returns −log N(x; out) summed over the first rows lanes of n columns. It sets d to weight times its gradient by
// out (both 2n×Lanes), 0 behind the rows.
func normalLoss(n, rows int, out, x []float32, weight float32, d []float32) (sum float64) {
	clear(d[:2*n*net.Lanes])
	for j := range n {
		for l := range rows {
			i, k := j*net.Lanes+l, (n+j)*net.Lanes+l
			s, slope := logSpread(out[k])
			r := math.Exp(-s)
			u := float64(x[i]-out[i]) * r
			sum += u*u/2 + s + halfLog2Pi
			d[i] = weight * float32(-u*r)
			d[k] = weight * float32((1-u*u)*slope)
		}
	}
	return sum
}

const halfLog2Pi = 0.91893853320467274178

// normalDraw sets x (n×Lanes) to means plus spreads times the standard normal noise; they may be the same.
func normalDraw(n int, out, noise, x []float32) {
	for i := range n * net.Lanes {
		s, _ := logSpread(out[n*net.Lanes+i])
		x[i] = out[i] + float32(math.Exp(s))*noise[i]
	}
}
