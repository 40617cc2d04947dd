package kernel

// Matrix products in plain Go. The panel product and the outer product are one small problem: every row of c is a sum
// of weighted rows of b. Four rows of b go into c at a time, which quarters the traffic to c and leaves the compiler an
// inner loop without bounds checks.

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
	product(m, k, Lanes, a, ars, acs, b, Lanes, c, Lanes)
}

func gemmAdd(m, k int, a []float32, ars, acs int, b, c []float32) {
	product(m, k, Lanes, a, ars, acs, b, Lanes, c, Lanes)
}

func gemmBias(m, k int, a []float32, ars, acs int, b, c, bias []float32) {
	for i := range m {
		v := bias[i*ars]
		x := (*[Lanes]float32)(c[i*Lanes:])
		for l := range x {
			x[l] = v
		}
	}
	product(m, k, Lanes, a, ars, acs, b, Lanes, c, Lanes)
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
		if !(v > 0) {
			c[i] = 0
		}
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
