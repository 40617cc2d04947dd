package scenes

// patience is how long rejection sampling goes on at one y: it keeps nothing of a y that nothing explains, and little of one
// that is rare. What is allowed grows with what has been kept, so that neither a rare y is given up because many samples are
// wanted, nor a hopeless one takes the longer for that.
type patience struct {
	left int // tries
	more int // that each sample which is kept adds: where fewer than one in so many are kept, it comes to an end
}

// lost counts a try, and reports that there are none left.
func (p *patience) lost() bool {
	p.left--
	return p.left < 0
}

// kept counts a sample.
func (p *patience) kept() { p.left += p.more }
