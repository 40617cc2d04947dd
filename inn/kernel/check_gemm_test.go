package kernel

import "math"

// Checks of the matrix products against float64. A sum of k products may round each product and each addition once,
// so it is within (k+2)·eps of the sum of absolute values, in whatever order it runs.

// sizes are the row count, depth and column count of one check.
type sizes struct{ m, k, n int }

type gemmExtra = func(m, k int, a []float32, ars, acs int, b, c, extra []float32)

// checkGemm runs one of the five panel products in both layouts of the weights.
func checkGemm(l *lab, s sizes, form string, run gemmExtra) error {
	pad := l.r.IntN(4)
	for _, strides := range [][2]int{{s.k + pad, 1}, {1, s.m + pad}} {
		l.buffers = nil
		ars, acs := strides[0], strides[1]
		a := l.in("a", span(s.m, ars)+span(s.k, acs)-1)
		b := l.in("b", s.k*Lanes)
		c := l.out("c", s.m*Lanes)
		bias := l.in("bias", span(s.m, ars))
		mask := l.in("mask", s.m*Lanes)
		extra := bias.v
		switch form {
		case "add":
			for i := range c.v {
				c.v[i] = l.value()
			}
			copy(c.old, c.v)
		case "mask":
			extra = mask.v
			for i := range mask.v {
				if l.r.IntN(8) == 0 {
					mask.v[i] = 0
				}
			}
			copy(mask.old, mask.v)
		}
		run(s.m, s.k, a.v, ars, acs, b.v, c.v, extra)
		if err := l.inspect(c); err != nil {
			return err
		}
		for i := range s.m {
			for x := range Lanes {
				var start float64
				switch form {
				case "add":
					start = float64(c.old[i*Lanes+x])
				case "bias", "relu":
					start = float64(bias.v[i*ars])
				}
				sum, size := start, math.Abs(start)
				for j := range s.k {
					p := float64(a.v[i*ars+j*acs]) * float64(b.v[j*Lanes+x])
					sum += p
					size += math.Abs(p)
				}
				bound := float64(s.k+2) * (eps*size + denormal)
				if form == "relu" {
					sum = max(sum, 0)
				}
				if form == "mask" && mask.v[i*Lanes+x] <= 0 {
					sum, bound = 0, 0
				}
				if err := c.near(i*Lanes+x, sum, bound); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// span is the length of n elements that stand stride apart.
func span(n, stride int) int { return max(n-1, 0)*stride + 1 }

func checkGemmZero(t *Table, l *lab, s sizes) error {
	return checkGemm(l, s, "zero", func(m, k int, a []float32, ars, acs int, b, c, _ []float32) {
		t.GemmZero(m, k, a, ars, acs, b, c)
	})
}

func checkGemmAdd(t *Table, l *lab, s sizes) error {
	return checkGemm(l, s, "add", func(m, k int, a []float32, ars, acs int, b, c, _ []float32) {
		t.GemmAdd(m, k, a, ars, acs, b, c)
	})
}

func checkGemmBias(t *Table, l *lab, s sizes) error { return checkGemm(l, s, "bias", t.GemmBias) }
func checkGemmBiasRelu(t *Table, l *lab, s sizes) error {
	return checkGemm(l, s, "relu", t.GemmBiasRelu)
}
func checkGemmMask(t *Table, l *lab, s sizes) error { return checkGemm(l, s, "mask", t.GemmMask) }

// checkOuter also sees that columns of c beyond n stay as they are.
func checkOuter(t *Table, l *lab, s sizes) error {
	m, k, n := s.m, s.k%(Lanes+1), 8*(1+s.n%9)
	ldb, ldc := n+l.r.IntN(5), n+l.r.IntN(5)
	a := l.in("a", m*Lanes)
	bt := l.in("bt", max(k-1, 0)*ldb+n)
	c := l.in("c", (m-1)*ldc+n)
	t.Outer(m, k, n, a.v, bt.v, ldb, c.v, ldc)
	if err := l.inspect(c); err != nil {
		return err
	}
	for at := range c.v {
		i, j := at/ldc, at%ldc
		sum := float64(c.old[at])
		if j >= n {
			if err := c.near(at, sum, 0); err != nil {
				return err
			}
			continue
		}
		size := math.Abs(sum)
		for x := range k {
			p := float64(a.v[i*Lanes+x]) * float64(bt.v[x*ldb+j])
			sum += p
			size += math.Abs(p)
		}
		if err := c.near(at, sum, float64(k+2)*(eps*size+denormal)); err != nil {
			return err
		}
	}
	return nil
}

// checkTranspose also sees that dst beside the rows stays as it is.
func checkTranspose(t *Table, l *lab, s sizes) error {
	rows := s.m
	ld := rows + l.r.IntN(5)
	src := l.in("src", rows*Lanes)
	dst := l.in("dst", (Lanes-1)*ld+rows)
	t.Transpose(rows, src.v, dst.v, ld)
	if err := l.inspect(dst); err != nil {
		return err
	}
	for at := range dst.v {
		want := dst.old[at]
		if f := at % ld; f < rows {
			want = src.v[f*Lanes+at/ld]
		}
		if err := dst.near(at, float64(want), 0); err != nil {
			return err
		}
	}
	return nil
}

func checkRowSum(t *Table, l *lab, s sizes) error {
	ldc := 1 + l.r.IntN(20)
	a, c := l.in("a", s.m*Lanes), l.in("c", span(s.m, ldc))
	t.RowSum(s.m, a.v, c.v, ldc)
	if err := l.inspect(c); err != nil {
		return err
	}
	for i := range c.v {
		want, bound := float64(c.old[i]), 0.0
		if i%ldc == 0 && s.m > 0 {
			size := math.Abs(want)
			for _, v := range a.v[i/ldc*Lanes:][:Lanes] {
				want += float64(v)
				size += math.Abs(float64(v))
			}
			bound = Lanes * (eps*size + denormal)
		}
		if err := c.near(i, want, bound); err != nil {
			return err
		}
	}
	return nil
}
