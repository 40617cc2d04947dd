package kernel

import (
	"testing"
	"unsafe"
)

// TestBrokenTables shows the contract tables with one mistake each, of the kind that hand-written kernels make; it must
// reject every one.
func TestBrokenTables(t *testing.T) {
	for _, c := range []struct {
		mistake string
		make    func(t *Table)
	}{
		{"the last odd row is forgotten", func(t *Table) {
			t.GemmZero = func(m, k int, a []float32, ars, acs int, b, c []float32) {
				gemmZero(m-m%2, k, a, ars, acs, b, c)
			}
		}},
		{"the last odd depth is forgotten", func(t *Table) {
			t.GemmAdd = func(m, k int, a []float32, ars, acs int, b, c []float32) {
				gemmAdd(m, k-k%2, a, ars, acs, b, c)
			}
		}},
		{"the product overwrites where it should add", func(t *Table) { t.GemmAdd = gemmZero }},
		{"the product adds where it should overwrite", func(t *Table) { t.GemmZero = gemmAdd }},
		{"the bias is read without its stride", func(t *Table) {
			t.GemmBias = func(m, k int, a []float32, ars, acs int, b, c, bias []float32) {
				dense := make([]float32, m*ars)
				for i := range m {
					dense[i*ars] = bias[i]
				}
				gemmBias(m, k, a, ars, acs, b, c, dense)
			}
		}},
		{"the two strides are confused", func(t *Table) {
			t.GemmZero = func(m, k int, a []float32, ars, acs int, b, c []float32) {
				if len(a) > (m-1)*acs+(k-1)*ars {
					ars, acs = acs, ars
				}
				gemmZero(m, k, a, ars, acs, b, c)
			}
		}},
		{"ReLU is left out", func(t *Table) { t.GemmBiasRelu = gemmBias }},
		{"the mask lets zero through", func(t *Table) {
			t.GemmMask = func(m, k int, a []float32, ars, acs int, b, c, mask []float32) {
				open := make([]float32, len(mask))
				for i, v := range mask {
					if v >= 0 {
						open[i] = 1
					}
				}
				gemmMask(m, k, a, ars, acs, b, c, open)
			}
		}},
		{"one column too many is written", func(t *Table) {
			t.Outer = func(m, k, n int, a, bt []float32, ldb int, c []float32, ldc int) {
				outer(m, k, n, a, bt, ldb, c, ldc)
				if ldc > n && m > 1 {
					c[n]++
				}
			}
		}},
		{"the write runs over the end", func(t *Table) {
			t.Silu = func(n int, x, y []float32) {
				silu(n, x, y)
				*(*float32)(unsafe.Add(unsafe.Pointer(&y[0]), 4*n)) = 0
			}
		}},
		{"a row's sum forgets its last lane", func(t *Table) {
			t.RowSum = func(m int, a, c []float32, ldc int) {
				for i := range m {
					c[i*ldc] += -a[i*Lanes+Lanes-1]
				}
				rowSum(m, a, c, ldc)
			}
		}},
		{"the transposed rows are swapped", func(t *Table) {
			t.Transpose = func(rows int, src, dst []float32, ld int) {
				transpose(rows, src, dst, ld)
				if rows > 1 {
					dst[0], dst[1] = dst[1], dst[0]
				}
			}
		}},
		{"the derivative of SiLU is that of the sigmoid", func(t *Table) {
			t.SiluGrad = func(n int, x, dy, dx []float32) {
				for i, v := range x[:n] {
					s := sigmoid(v)
					dx[i] = dy[i] * s * (1 - s)
				}
			}
		}},
		{"the log-determinant has the wrong sign", func(t *Table) {
			t.CoupleInv = func(d int, x, s, tt, y, e, logdet []float32, amp, inv float32) {
				coupleInv(d, x, s, tt, y, e, nil, amp, inv)
				if logdet != nil {
					coupleFwd(d, x, s, tt, make([]float32, len(y)), make([]float32, len(e)), logdet, amp, inv)
				}
			}
		}},
		{"an exponential with six good digits", func(t *Table) {
			t.CoupleFwd = func(d int, x, s, tt, y, e, logdet []float32, amp, inv float32) {
				coupleFwd(d, x, s, tt, y, e, logdet, amp, inv)
				for i := range e {
					e[i] *= 1 + 2e-6
				}
			}
		}},
		{"the gradient of the log-determinant is forgotten", func(t *Table) {
			t.CoupleFwdGrad = func(d int, dy, x, s, e, _, dx, ds, dt []float32, amp, inv float32) {
				coupleFwdGrad(d, dy, x, s, e, nil, dx, ds, dt, amp, inv)
			}
		}},
		{"the inverse takes the forward's gradient", func(t *Table) { t.CoupleInvGrad = coupleFwdGrad }},
		{"the spline ignores its last bin's slope", func(t *Table) {
			t.SplineFwd = func(d, bins int, x, theta, y, logdet []float32, bound float32) {
				flat := append([]float32(nil), theta...)
				for i := range d {
					clear(flat[(i+1)*SplineRows(bins)*Lanes-Lanes:][:Lanes])
				}
				splineFwd(d, bins, x, flat, y, logdet, bound)
			}
		}},
		{"the spline goes on outside its bound", func(t *Table) {
			t.SplineFwd = func(d, bins int, x, theta, y, logdet []float32, bound float32) {
				splineFwd(d, bins, x, theta, y, logdet, 1.05*bound)
			}
		}},
		{"the spline's inverse adds the forward's log-determinant", func(t *Table) {
			t.SplineInv = func(d, bins int, y, theta, x, logdet []float32, bound float32) {
				splineInv(d, bins, y, theta, x, nil, bound)
				splineFwd(d, bins, x, theta, make([]float32, len(x)), logdet, bound)
			}
		}},
		{"the spline's gradient forgets that of the log-determinant", func(t *Table) {
			t.SplineFwdGrad = func(d, bins int, dy, x, theta, _, dx, dtheta []float32, bound float32) {
				splineFwdGrad(d, bins, dy, x, theta, nil, dx, dtheta, bound)
			}
		}},
		{"the spline's inverse takes the forward's gradient", func(t *Table) { t.SplineInvGrad = splineFwdGrad }},
		{"weights are ignored", func(t *Table) {
			t.Imq = func(n int, d, a2, _ []float32) float32 { return imq(n, d, a2, nil) }
		}},
		{"the third bandwidth is ignored", func(t *Table) {
			t.Imq = func(n int, d, a2, w []float32) float32 { return imq(n, d, a2[:min(2, len(a2))], w) }
		}},
		{"only the value is asked for, but distances are replaced", func(t *Table) { t.ImqValue = imq }},
		{"negative distances are not clamped", func(t *Table) {
			t.ExpNeg = func(n int, d []float32, c float32) {
				for i, v := range d[:n] {
					d[i] = exp32(-c * v)
				}
			}
		}},
		{"a mask begins anew in every call", func(t *Table) {
			t.Dropout = func(n int, seed, _ uint32, keep float32, mask []float32) { dropout(n, seed, 0, keep, mask) }
		}},
		{"what is kept is not scaled", func(t *Table) {
			t.Dropout = func(n int, seed, at uint32, keep float32, mask []float32) {
				dropout(n, seed, at, keep, mask)
				for i, v := range mask[:n] {
					mask[i] = v * keep
				}
			}
		}},
		{"the weight decay is clamped with the gradient", func(t *Table) {
			t.Adam = func(n int, p, m, v, g, avg []float32, c AdamStep) {
				sum := make([]float32, n)
				for i := range sum {
					sum[i] = g[i] + c.Decay*p[i]
				}
				c.Decay = 0
				adam(n, p, m, v, sum, avg, c)
			}
		}},
		{"the moving average takes the parameters before the step", func(t *Table) {
			t.Adam = func(n int, p, m, v, g, avg []float32, c AdamStep) {
				for i := range n {
					avg[i] = c.Avg*avg[i] + (1-c.Avg)*p[i]
				}
				adam(n, p, m, v, g, make([]float32, n), c)
			}
		}},
		{"an input is used as scratch", func(t *Table) {
			t.Add = func(n int, x, y []float32) {
				add(n, x, y)
				clear(x[:n])
			}
		}},
	} {
		broken := Plain
		c.make(&broken)
		found := false
		for i := range 5 {
			found = found || checkTable(&broken, uint64(i), sizes{9, 5, 21}) != nil
		}
		if !found {
			t.Errorf("the contract does not notice that %s", c.mistake)
		}
	}
}
