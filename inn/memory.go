package inn

import (
	"fmt"

	"innlab/inn/net"
)

// MostMemory is how many bytes a training may ask for: what a usual machine has, and far more than anything that
// trains in a reasonable time needs.
const MostMemory = 8 << 30

// memory is about how many bytes a training of the problem takes: parameters with their moments, average and
// gradients, and what the three runs of the network over a batch leave behind. The configuration has to be valid
// otherwise.
func (c *Config) memory(p *Problem) float64 {
	f := layout(p.DimX, p.DimY, c)
	numbers := float64(f.params) * float64(4+max(1, c.Workers))
	if c.Mix == Orthogonal {
		numbers += float64(c.Blocks) * float64(c.Width) * float64(c.Width)
	}
	n := float64(net.Panels(c.Batch))
	perPanel := float64(net.Lanes * c.Width * (5*c.Blocks + 2)) // see newPass
	for i := range f.blocks {
		perPanel += float64(f.blocks[i].sub1.Kept() + f.blocks[i].sub2.Kept())
	}
	numbers += float64(numPasses) * n * perPanel
	rows := n * net.Lanes * float64(3+c.Cross) // see newMMD and rowSet
	numbers += rows * 3 * 3 * float64(p.DimX+p.DimY+c.DimZ+2)
	return 4 * numbers
}

// SimulationBytes is about how much memory a simulation takes that is remembered, with its place in a search tree.
func (p *Problem) SimulationBytes() int { return 8*p.DimX + 4*p.DimY + 128 }

// enough refuses what asks for more than MostMemory bytes.
func enough(bytes float64) error {
	if bytes > MostMemory {
		return fmt.Errorf("hidden, width, blocks and batch together take about %.0f GB of memory, more than %d GB; "+
			"lower the largest of them", bytes/(1<<30), MostMemory>>30)
	}
	return nil
}
