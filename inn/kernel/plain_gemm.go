package kernel

import "math"

// Matrix products in plain Go. The panel product and the outer product are one small problem: every row of c is a sum
// of weighted rows of b. Four rows of b go into c at a time, which quarters the traffic to c and leaves the compiler an
// inner loop without bounds checks. Panels, whose rows have a length that the compiler knows, take them into two rows of c
// at once: eight weights and what belongs to a lane are all that fits into the registers of amd64.

// panels adds a·b to the panel c, where a(i, j) = a[i·ars+j·acs], for i<m and j<k.
func panels(m, k int, a []float32, ars, acs int, b, c []float32) {
	i := 0
	for ; i+2 <= m; i += 2 {
		y := (*[2 * Lanes]float32)(c[i*Lanes:])
		j, at := 0, i*ars
		for ; j+4 <= k; j += 4 {
			w, v := a[at:], a[at+ars:]
			addFourToTwo(w[0], w[acs], w[2*acs], w[3*acs], v[0], v[acs], v[2*acs], v[3*acs],
				(*[4 * Lanes]float32)(b[j*Lanes:]), y)
			at += 4 * acs
		}
		for ; j < k; j++ {
			addOneToTwo(a[at], a[at+ars], panelRow(b, j), y)
			at += acs
		}
	}
	if i < m {
		product(1, k, Lanes, a[i*ars:], ars, acs, b, Lanes, c[i*Lanes:], Lanes)
	}
}

// addFourToTwo adds four rows, weighted by w to the first row of y and by v to the second.
func addFourToTwo(w0, w1, w2, w3, v0, v1, v2, v3 float32, x *[4 * Lanes]float32, y *[2 * Lanes]float32) {
	for l := range Lanes {
		a, b, c, d := x[l], x[l+Lanes], x[l+2*Lanes], x[l+3*Lanes]
		y[l] += w0*a + w1*b + w2*c + w3*d
		y[l+Lanes] += v0*a + v1*b + v2*c + v3*d
	}
}

// addOneToTwo adds one row, weighted by w to the first row of y and by v to the second.
func addOneToTwo(w, v float32, x *[Lanes]float32, y *[2 * Lanes]float32) {
	for l, x := range x {
		y[l] += w * x
		y[l+Lanes] += v * x
	}
}

// product adds a·b to the first n columns of c, where a(i, j) = a[i·ars+j·acs], for i<m and j<k.
func product(m, k, n int, a []float32, ars, acs int, b []float32, ldb int, c []float32, ldc int) {
	for i := range m {
		row := c[i*ldc:][:n]
		j, at := 0, i*ars
		for ; j+4 <= k; j += 4 {
			x := b[j*ldb:]
			addFour(a[at], a[at+acs], a[at+2*acs], a[at+3*acs], x, x[ldb:], x[2*ldb:], x[3*ldb:], row)
			at += 4 * acs
		}
		for ; j < k; j++ {
			addOne(a[at], b[j*ldb:], row)
			at += acs
		}
	}
}

// addFour adds four weighted rows to c.
func addFour(w0, w1, w2, w3 float32, x0, x1, x2, x3, c []float32) {
	x0, x1, x2, x3 = x0[:len(c)], x1[:len(c)], x2[:len(c)], x3[:len(c)]
	for l := range c {
		c[l] += w0*x0[l] + w1*x1[l] + w2*x2[l] + w3*x3[l]
	}
}

// addOne adds one weighted row to c.
func addOne(w float32, x, c []float32) {
	x = x[:len(c)]
	for l := range c {
		c[l] += w * x[l]
	}
}

func gemmZero(m, k int, a []float32, ars, acs int, b, c []float32) {
	clear(c[:m*Lanes])
	panels(m, k, a, ars, acs, b, c)
}

func gemmAdd(m, k int, a []float32, ars, acs int, b, c []float32) {
	panels(m, k, a, ars, acs, b, c)
}

func gemmBias(m, k int, a []float32, ars, acs int, b, c, bias []float32) {
	for i := range m {
		v := bias[i*ars]
		x := (*[Lanes]float32)(c[i*Lanes:])
		for l := range x {
			x[l] = v
		}
	}
	panels(m, k, a, ars, acs, b, c)
}

func gemmBiasRelu(m, k int, a []float32, ars, acs int, b, c, bias []float32) {
	gemmBias(m, k, a, ars, acs, b, c, bias)
	for i, v := range c[:m*Lanes] {
		c[i] = max(v, 0)
	}
}

func gemmMask(m, k int, a []float32, ars, acs int, b, c, mask []float32) {
	gemmZero(m, k, a, ars, acs, b, c)
	c = c[:m*Lanes]
	for i, v := range mask[:m*Lanes] {
		bits := math.Float32bits(c[i]) // of which the compiler chooses without a branch, which no processor could foretell
		if !(v > 0) {
			bits = 0
		}
		c[i] = math.Float32frombits(bits)
	}
}

func outer(m, k, n int, a, bt []float32, ldb int, c []float32, ldc int) {
	product(m, k, n, a, Lanes, 1, bt, ldb, c, ldc)
}

func rowSum(m int, a, c []float32, ldc int) {
	for i := range m {
		var sum float32
		for _, v := range panelRow(a, i) {
			sum += v
		}
		c[i*ldc] += sum
	}
}

func transpose(rows int, src, dst []float32, ld int) {
	for f := range rows {
		x := (*[Lanes]float32)(src[f*Lanes:])
		for l, v := range x {
			dst[l*ld+f] = v
		}
	}
}
