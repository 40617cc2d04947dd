package inn

import "math"

// A change of the losses on a late schedule warms the rate up again, with fresh moments: to rewarmPeak of its peak,
// where it stays for rewarmHold of the schedule's length, then falls along a cosine for rewarmFall of it. A trained
// network sits in a wide valley that the rate it was trained with leaves only slowly: with these values, on set-up some
// of the toy and six seeds, 600 steps without L_x and reconstruction bring 6 to 23 times the mass between the modes,
// and 1200 steps with them take it away again.
const (
	rewarmPeak = 1.5
	rewarmHold = 0.3
	rewarmFall = 0.3
)

// late is the rate, as a share of the peak, below which a schedule is late; before, a change is seen at work anyway.
const late = 0.5

// never is the re-warming step of a run without one.
const never = -1

// rate is the learning rate of a step as a share of its peak: a linear warm-up, then a cosine (Loshchilov & Hutter
// 2017, eq. 5) from 1 to the floor at the end of the schedule, where it stays, or what is left of a re-warming that
// began in step warm.
func (c *Config) rate(step, warm int) float64 {
	if step < c.Warmup {
		return float64(step+1) / float64(c.Warmup)
	}
	if !c.Cosine {
		return 1
	}
	r := cosine(1, c.FloorRate, float64(step-c.Warmup), float64(c.Steps-c.Warmup))
	if warm != never {
		at, length := float64(step-warm), float64(c.Steps)
		again := cosine(rewarmPeak, c.FloorRate, at-rewarmHold*length, rewarmFall*length)
		if c.Warmup > 0 {
			again *= min(1, (at+1)/float64(c.Warmup))
		}
		r = max(r, again)
	}
	return r
}

// rewarms reports whether a change of the losses in this step warms the rate up again.
func (c *Config) rewarms(step int) bool { return step >= c.Warmup && c.rate(step, never) < late }

// cosine goes from one value, which it has before 0, to another within length and stays there.
func cosine(from, to, at, length float64) float64 {
	if at >= length {
		return to
	}
	at = max(0, at)
	return to + (from-to)*(1+math.Cos(math.Pi*at/length))/2
}

// ramp is the share of L_x's weight in force. With the full weight from the start, a network can get stuck.
func (c *Config) ramp(step int) float64 {
	if !c.Ramp {
		return 1
	}
	return min(1, 2*math.Pow(0.002, 1-float64(step)/float64(c.Steps)))
}

// averaging is the factor of the moving average after a number of steps: short at first, so that the start is
// forgotten.
func (c *Config) averaging(steps int) float64 {
	t := float64(steps)
	return min(c.Average, (1+t)/(10+t))
}
