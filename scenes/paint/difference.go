package paint

import "math"

// Difference returns ΔE₀₀ (CIEDE2000) between two L*, a*, b* by Sharma, Wu, Dalal, The CIEDE2000 Color-Difference
// Formula, Color Research and Application 30, 21 (2005), whose equation numbers stand beside the lines. An eye just
// sees a difference of 1. go-colorful has it too, but only for colours of the screen; on the way there and back a hue is
// rounded, and where two hues are opposite the formula jumps: its check pair 10 comes out on the wrong side.
func Difference(p, q [3]float64) float64 {
	const degree = math.Pi / 180
	mean := (math.Hypot(p[1], p[2]) + math.Hypot(q[1], q[2])) / 2 // 2, 3
	g := 0.5 * (1 - seventh(mean))                                // 4
	c1, h1 := polar((1+g)*p[1], p[2])                             // 5 to 7
	c2, h2 := polar((1+g)*q[1], q[2])

	// Hues that are opposite but for rounding are not more than half a circle apart.
	const half = 180 + 1e-9
	dh, h := h2-h1, h1+h2 // 10, 14
	switch {
	case c1*c2 == 0:
		dh = 0
	case math.Abs(dh) <= half:
		h /= 2
	default:
		dh -= math.Copysign(360, dh)
		h = (h + math.Copysign(360, 360-h)) / 2
	}
	dL, dC := q[0]-p[0], c2-c1                         // 8, 9
	dH := 2 * math.Sqrt(c1*c2) * math.Sin(dh/2*degree) // 11
	l, c := (p[0]+q[0])/2, (c1+c2)/2                   // 12, 13

	t := 1 - 0.17*math.Cos((h-30)*degree) + 0.24*math.Cos(2*h*degree) + 0.32*math.Cos((3*h+6)*degree) -
		0.20*math.Cos((4*h-63)*degree) // 15
	turn := 30 * math.Exp(-(h-275)/25*(h-275)/25)             // 16
	sL := 1 + 0.015*(l-50)*(l-50)/math.Sqrt(20+(l-50)*(l-50)) // 18
	sC, sH := 1+0.045*c, 1+0.015*c*t                          // 19, 20
	rT := -math.Sin(2*turn*degree) * 2 * seventh(c)           // 17, 21
	u, v, w := dL/sL, dC/sC, dH/sH
	return math.Sqrt(max(0, u*u+v*v+w*w+rT*v*w)) // 22
}

// seventh returns √(c⁷ / (c⁷ + 25⁷)).
func seventh(c float64) float64 {
	c7 := math.Pow(c, 7)
	return math.Sqrt(c7 / (c7 + 6103515625))
}

// polar returns chroma and hue, the hue in degrees from 0 to 360.
func polar(a, b float64) (chroma, hue float64) {
	hue = math.Atan2(b, a) * 180 / math.Pi
	if hue < 0 {
		hue += 360
	}
	return math.Hypot(a, b), hue
}
